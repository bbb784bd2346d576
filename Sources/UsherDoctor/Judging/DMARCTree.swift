import UsherCore

/// The walk up the tree of names, by which receivers find whose a domain is (RFC 9989 4.10).
struct DMARCTree {
    let lookup: DNSLookup

    /// A name server did not answer, so that nothing is known of what is above.
    struct Silence: Error, Hashable {
        let name: String
        let why: String
    }

    /// What DNS has at one name of the walk.
    enum Place: Hashable {
        case nothing
        case record(DMARCRecord)
        /// There are so many records; receivers take none of them.
        case several(Int)
        /// There is something that was meant for a record, and none that receivers take.
        case broken(String)
    }

    /// The organisation that a domain belongs to, and what was found on the way to it.
    struct Organization: Hashable {
        let domain: String
        /// What DNS has at each name, from the domain itself upwards.
        let places: [Place]

        var records: [DMARCRecord] {
            places.compactMap { place in
                if case .record(let record) = place { return record }
                return nil
            }
        }
    }

    func place(_ domain: String) throws(Silence) -> Place {
        let name = "_dmarc.\(domain)"
        let answer = lookup(DNSQuestion(name, .text))
        if let trouble = answer.trouble { throw Silence(name: name, why: trouble) }
        let records = answer.texts.compactMap { DMARCRecord($0, of: domain) }
        if records.count > 1 { return .several(records.count) }
        if let record = records.first { return .record(record) }
        return answer.texts.first(where: DMARCRecord.isMeant).map(Place.broken) ?? .nothing
    }

    /// The organisational domain (RFC 9989 4.10.2): the one whose record says `psd=n`, the one below a record with
    /// `psd=y`, else the shortest with a record; the domain itself where there is no record at all.
    ///
    /// | Records at | Organisation of `news.shop.example` |
    /// | --- | --- |
    /// | `news.shop.example`, `shop.example` | `shop.example` |
    /// | `news.shop.example` with `psd=n`, `shop.example` | `news.shop.example` |
    /// | `example` | `shop.example` |
    /// | none | `news.shop.example` |
    func organization(of domain: String) throws(Silence) -> Organization {
        var places: [Place] = []
        var shortest = domain
        for name in Self.names(domain) {
            let place = try place(name)
            places.append(place)
            guard case .record(let record) = place else { continue }
            let isRegistryAbove = record.isRegistrys == true && name != domain
            shortest = isRegistryAbove ? below(name, domain) : name
            if record.isRegistrys != nil { break }
        }
        return Organization(domain: shortest, places: places)
    }

    /// The name with one label more than `registry`, on the way to `domain`.
    private func below(_ registry: String, _ domain: String) -> String {
        let count = registry.split(separator: ".").count + 1
        return domain.split(separator: ".").suffix(count).joined(separator: ".")
    }

    /// The names that are asked for: at most eight, so that a long name costs no more than a short one.
    static func names(_ domain: String) -> [String] {
        var labels = domain.split(separator: ".")
        var names: [String] = []
        while !labels.isEmpty {
            names.append(labels.joined(separator: "."))
            labels.removeFirst(labels.count > 8 ? labels.count - 7 : 1)
        }
        return names
    }
}
