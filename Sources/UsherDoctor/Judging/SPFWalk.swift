import UsherCore

/// One way through an SPF record and what it includes, as a receiver goes whom nothing matches (RFC 7208 4.6).
struct SPFWalk {
    /// How many `include`, `a`, `mx`, `ptr`, `exists` and `redirect` a receiver looks up together (RFC 7208 4.6.4).
    static let mostLookups = 10
    /// How many of these look-ups may lead to nothing.
    static let mostVoid = 2
    /// How many hosts one `mx` may have.
    static let mostHosts = 10

    struct Fault: Error, Hashable {
        var grade = Finding.Grade.wrong
        let found: String
        let wanted: String
        /// How to repair the record; nil where nothing is wrong with it.
        var cure: SPFRepair.Cure?
    }

    enum End: Hashable {
        /// The record ends with `~all` or `-all`: it keeps others out.
        case closed
        /// The record ends with `?all`, or with nothing: it says nothing of others.
        case open
        /// The record lets everybody send, by this word.
        case takes(String)
    }

    private struct Asked: Hashable {
        let question: SPFRecord.Question
        let domain: String
    }

    private(set) var lookups = 0
    /// A word of the first record that no receiver reads; nil where there is none.
    private(set) var unread: String?
    private let lookup: DNSLookup
    private var seen: Set<String> = []
    private var asked: [Asked] = []

    init(lookup: @escaping DNSLookup) { self.lookup = lookup }

    mutating func walk(_ domain: String, _ text: String) throws(Fault) -> End {
        let isFirst = seen.isEmpty
        seen.insert(domain)
        let record: SPFRecord
        do { record = try SPFRecord(text) } catch {
            throw Fault(
                found: "the record of \(domain), '\(PlainText.shortened(text))', cannot be read: \(error.words)",
                wanted: "a record without that; receivers take a broken one for an error",
                cure: error.word.map { .replace($0, of: domain) } ?? .look("TXT", of: domain))
        }
        if isFirst { unread = record.unread }
        var redirect: String?
        for term in record.terms {
            switch term {
            case .all(let qualifier): return Self.end(qualifier, "+all")
            case .world(let word, let qualifier):
                if qualifier == "+" { return .takes(word) }
            case .asks(let question, let other):
                try count(from: domain)
                asked.append(Asked(question: question, domain: other ?? domain))
            case .include(let other, let qualifier):
                try count(from: domain)
                // Only what it takes matters: whom an include refuses, the next word is asked about (5.2).
                if case .takes = try follow(other, from: domain, by: "include:\(other)") {
                    return Self.end(qualifier, "include:\(other)")
                }
            case .redirect(let other): redirect = other
            }
        }
        guard let redirect else { return .open }
        try count(from: domain)
        return try follow(redirect, from: domain, by: "redirect=\(redirect)")
    }

    private static func end(_ qualifier: Character, _ word: String) -> End {
        switch qualifier {
        case "+": .takes(word)
        case "?": .open
        default: .closed
        }
    }

    private mutating func count(from domain: String) throws(Fault) {
        lookups += 1
        guard lookups <= Self.mostLookups else {
            throw Fault(
                found: "a receiver has to ask more than \(Self.mostLookups) times, and takes that for an error",
                wanted: "fewer includes: write addresses as ip4: and ip6:, and leave out what does not send any more",
                cure: .look("TXT", of: domain))
        }
    }

    private mutating func follow(_ other: String, from domain: String, by word: String) throws(Fault) -> End {
        // What depends on the message is not known here.
        guard !other.contains("%") else { return .closed }
        guard !seen.contains(other) else {
            throw Fault(
                found: "\(domain) includes \(other), which leads back", wanted: "no circle",
                cure: .replace(word, of: domain))
        }
        let texts = try answer(DNSQuestion(other, .text)).texts.filter(SPFRecord.isOne)
        guard texts.count == 1, let text = texts.first else {
            throw Fault(
                found: "\(domain) includes \(other), which has \(texts.isEmpty ? "no SPF record" : "several")",
                wanted: "the name that your relay's provider says", cure: .replace(word, of: domain))
        }
        let end = try walk(other, text)
        seen.remove(other)
        return end
    }

    private func answer(_ question: DNSQuestion) throws(Fault) -> DNSAnswer {
        let answer = lookup(question)
        guard let trouble = answer.trouble else { return answer }
        throw Fault(
            grade: .unknown, found: "no name server told of \(question.name): \(trouble)",
            wanted: "an answer; try again, or ask another server with --server")
    }

    // MARK: What is asked beside records

    /// Looks up what `a`, `mx` and `exists` name. What leads to nothing whoever sends counts as void; what depends on
    /// the message is not known here.
    func lookUp() throws(Fault) {
        var void: [String] = []
        for one in asked where !one.domain.contains("%") {
            switch one.question {
            case .ptr: break
            case .exists:
                if try answer(DNSQuestion(one.domain, .address)).records.isEmpty { void.append("exists:\(one.domain)") }
            case .a:
                let four = try answer(DNSQuestion(one.domain, .address))
                let six = try answer(DNSQuestion(one.domain, .address6))
                if four.records.isEmpty, six.records.isEmpty { void.append("a:\(one.domain)") }
            case .mx:
                let hosts = try answer(DNSQuestion(one.domain, .mail)).mailHosts
                if hosts.isEmpty { void.append("mx:\(one.domain)") }
                guard hosts.count <= Self.mostHosts else {
                    throw Fault(
                        found: "'mx:\(one.domain)' leads to \(hosts.count) hosts, "
                            + "and receivers take more than \(Self.mostHosts) for an error",
                        wanted: "their addresses, as ip4: and ip6:", cure: .look("MX", of: one.domain))
                }
            }
        }
        guard void.count <= Self.mostVoid else {
            throw Fault(
                found: "\(void.count) of its look-ups lead to nothing "
                    + "(\(PlainText.shortened(void.joined(separator: ", ")))), and receivers take more than \(Self.mostVoid) for an error",
                wanted: "a record without what is not there any more", cure: .drop(void))
        }
    }
}
