/// A question to a name server.
package struct DNSQuestion: Hashable, Sendable {
    package enum Kind: Int32, Sendable {
        case address = 1
        case address6 = 28
        case reverse = 12
        case mail = 15
        case text = 16

        /// The name of the record's type, as in a zone file.
        package var word: String {
            switch self {
            case .address: "A"
            case .address6: "AAAA"
            case .reverse: "PTR"
            case .mail: "MX"
            case .text: "TXT"
            }
        }
    }

    package let name: String
    package let kind: Kind

    package init(_ name: String, _ kind: Kind) {
        self.name = name.lowercased()
        self.kind = kind
    }
}

/// One record of an answer.
package enum DNSRecord: Hashable, Sendable {
    /// The strings of a TXT record, joined.
    case text(String)
    case mail(preference: Int, host: String)
    /// The address of an A or AAAA record, as people write it.
    case address(String)
    case name(String)
}

package enum DNSAnswer: Hashable, Sendable {
    /// The records of the kind that was asked for, at least one.
    case records([DNSRecord])
    /// The name exists, and has no such record.
    case none
    case noSuchName
    /// Nothing is known; the words say why, in a few words.
    case failed(String)

    package var records: [DNSRecord] {
        if case .records(let records) = self { return records }
        return []
    }

    package var texts: [String] {
        records.compactMap { record in
            if case .text(let text) = record { return text }
            return nil
        }
    }

    package var addresses: [String] {
        records.compactMap { record in
            if case .address(let address) = record { return address }
            return nil
        }
    }

    package var names: [String] {
        records.compactMap { record in
            if case .name(let name) = record { return name.lowercased() }
            return nil
        }
    }

    /// The hosts of the MX records, the preferred ones first.
    package var mailHosts: [(preference: Int, host: String)] {
        records.compactMap { record -> (preference: Int, host: String)? in
            if case .mail(let preference, let host) = record { return (preference, host) }
            return nil
        }.sorted { ($0.preference, $0.host) < ($1.preference, $1.host) }
    }

    /// Why nothing is known, in a few words; nil where something is.
    package var trouble: String? {
        if case .failed(let why) = self { return why }
        return nil
    }
}

/// A function that answers questions to name servers; each judge is given one. Tests give a table.
package typealias DNSLookup = (DNSQuestion) -> DNSAnswer
