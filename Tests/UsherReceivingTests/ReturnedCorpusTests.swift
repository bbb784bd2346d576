import Foundation
import TestSupport
import Testing
import UsherCore
import UsherReceiving

/// Mails and what the `expected.json` beside them says: written by others than the reader, before they had seen it.
enum Corpus: String, CaseIterable, CustomTestStringConvertible {
    /// The first, by which the reader was mended.
    case first = "Returned"
    /// The second, written and read when the reader was mended.
    case later = "ReturnedLater"
    /// The third, by which one mail was mended, and nothing else.
    case third = "ReturnedThird"

    var folder: String { "Tests/Fixtures/\(rawValue)" }
    var testDescription: String { rawValue }

    func mails() throws -> [CorpusMail] {
        let mails = try JSONDecoder().decode(
            [CorpusMail].self, from: Data(Repository.text("\(folder)/expected.json").utf8))
        return mails.map { mail in
            var mail = mail
            mail.corpus = self
            return mail
        }
    }
}

struct CorpusMail: Decodable {
    struct Recipient: Decodable {
        let address: String?
        let final: String?
        let status: String?
        let category: String
        let also: [String]?
    }

    enum CodingKeys: String, CodingKey {
        case file, what, recipients
        case messageID = "message_id"
        case returnAddress = "return_address"
        case alsoWhat = "also_what"
    }

    fileprivate(set) var corpus = Corpus.first
    let file: String
    let what: String
    let alsoWhat: [String]?
    let recipients: [Recipient]
    let messageID: String?
    let returnAddress: String?

    /// - Parameter hasSender: whether the envelope's sender is told, as `Return-Path`.
    func octets(hasSender: Bool = true) throws -> [UInt8] {
        let url = URL(fileURLWithPath: Repository.file("\(corpus.folder)/\(file)"))
        let octets = [UInt8](try Data(contentsOf: url))
        if hasSender { return octets }
        var isHead = true
        let lines = octets.split(separator: 0x0A, omittingEmptySubsequences: false).filter { line in
            if line.isEmpty || line == [0x0D] { isHead = false }
            let name = String(decoding: line.prefix(12), as: UTF8.self).lowercased()
            return !isHead || name != "return-path:"
        }
        return Array(lines.joined(separator: [0x0A]))
    }

    func read(hasSender: Bool = true) throws -> ReturnedMail { ReturnedMail.read(try octets(hasSender: hasSender)) }

    /// Whether a careful reader may call it `what`.
    func isRight(_ what: String) -> Bool { what == self.what || alsoWhat?.contains(what) == true }
}

extension ReturnedMail {
    /// In the words of `expected.json`.
    fileprivate var what: String {
        switch kind {
        case .report: "report"
        case .complaint: "complaint"
        case .automatic: "auto-reply"
        case .receipt: "receipt"
        case .unsubscribe: "unsubscribe"
        case .person: "person"
        case .other: "other"
        }
    }

    /// The addresses and the category of each recipient.
    fileprivate var named: [(addresses: Set<String>, category: String)] {
        switch kind {
        case .report(let recipients):
            recipients.map { (Set($0.addresses.map { $0.wire.lowercased() }), $0.category.rawValue) }
        case .complaint(let complaint):
            [(Set(complaint.recipients.map { $0.wire.lowercased() }), category.rawValue)]
        default: []
        }
    }
}

@Suite("Mails that others wrote")
struct ReturnedCorpusTests {
    /// What was reached, in percent, with the envelope's sender and without; `docs/receiving.md` says what was at first
    /// sight.
    private static let least: [Corpus: [Bool: Reached]] = [
        .first: [
            true: Reached(kind: 99, recipient: 95, category: 96, messageID: 100),
            false: Reached(kind: 98, recipient: 94, category: 94, messageID: 100),
        ],
        .later: [
            true: Reached(kind: 100, recipient: 100, category: 100, messageID: 100),
            false: Reached(kind: 99, recipient: 98, category: 98, messageID: 100),
        ],
        .third: [
            true: Reached(kind: 97, recipient: 98, category: 96, messageID: 100),
            false: Reached(kind: 96, recipient: 97, category: 94, messageID: 100),
        ],
    ]

    private struct Reached {
        let kind: Int
        let recipient: Int
        let category: Int
        let messageID: Int
    }

    @Test(
        "are read right, nearly all, also where nobody tells the envelope's sender", arguments: Corpus.allCases,
        [true, false])
    func shares(corpus: Corpus, hasSender: Bool) throws {
        var (kinds, recipients, categories, ids) = (Share(), Share(), Share(), Share())
        for mail in try corpus.mails() {
            let read = try mail.read(hasSender: hasSender)
            kinds.count(mail.isRight(read.what), "\(mail.file) (\(read.what))")
            for wanted in mail.recipients {
                let found = Self.found(wanted, mail, read.named)
                recipients.count(found != nil, mail.file)
                let category = found?.category ?? ""
                let isRight = category == wanted.category || wanted.also?.contains(category) == true
                categories.count(isRight, "\(mail.file) (\(category))")
            }
            // Nobody else is accused.
            for found in read.named where !mail.recipients.contains(where: { Self.isMeant($0, found.addresses) }) {
                recipients.count(false, "\(mail.file) (\(found.addresses.sorted()))")
            }
            if let id = mail.messageID {
                ids.count(read.traces.messageIDs.contains(String(id.dropFirst().dropLast())), mail.file)
            }
        }
        let least = try #require(Self.least[corpus]?[hasSender])
        #expect(kinds.percent >= least.kind, "\(kinds)")
        #expect(recipients.percent >= least.recipient, "\(recipients)")
        #expect(categories.percent >= least.category, "\(categories)")
        #expect(ids.percent >= least.messageID, "\(ids)")
    }

    @Test("are read alike where Postfix' pipe writes its own word for nobody", arguments: Corpus.allCases)
    func postfixWord(corpus: Corpus) throws {
        let (nobody, word) = (Array("Return-Path: <>".utf8), Array("Return-Path: <MAILER-DAEMON>".utf8))
        for mail in try corpus.mails() {
            let octets = try mail.octets()
            let told = ReturnedMail.read(octets.replacing(nobody, with: word, maxReplacements: 1))
            #expect(told.kind == ReturnedMail.read(octets).kind, "\(mail.file)")
        }
    }

    /// What the mail is read to say of one; of several to whom one address was passed on, by where they are or in
    /// their order.
    private static func found(
        _ wanted: CorpusMail.Recipient, _ mail: CorpusMail, _ named: [(addresses: Set<String>, category: String)]
    ) -> (addresses: Set<String>, category: String)? {
        let all = named.filter { isNamed(wanted, $0.addresses) }
        let alike = mail.recipients.filter { $0.address == wanted.address }
        guard let final = wanted.final, alike.count > 1, all.count == alike.count else { return all.first }
        let place = alike.firstIndex { $0.final == final } ?? 0
        return all.first { $0.addresses.contains(wire(final)) } ?? all[place]
    }

    /// Whether somebody is named as the message was sent to them; of nobody, whether nobody is.
    private static func isNamed(_ wanted: CorpusMail.Recipient, _ addresses: Set<String>) -> Bool {
        guard let address = wanted.address else { return addresses.isEmpty }
        return addresses.contains(wire(address))
    }

    /// Whether it is one that the mail is about, under whichever address.
    private static func isMeant(_ wanted: CorpusMail.Recipient, _ addresses: Set<String>) -> Bool {
        isNamed(wanted, addresses) || wanted.final.map { addresses.contains(wire($0)) } == true
    }

    @Test(
        "are no report where a machine answers for somebody, and stay a person's where one wrote",
        arguments: Corpus.allCases)
    func neverTaken(corpus: Corpus) throws {
        for mail in try corpus.mails() {
            let read = try mail.read()
            if ["auto-reply", "receipt"].contains(mail.what), !mail.isRight("report") {
                #expect(read.what != "report" && read.what != "complaint", "\(mail.file): \(read.summary)")
            }
            if mail.what == "person" { #expect(mail.isRight(read.what), "\(mail.file): \(read.summary)") }
        }
    }

    @Test("prove nothing about anybody whose address works, nor about anybody else", arguments: Corpus.allCases)
    func proof(corpus: Corpus) throws {
        for mail in try corpus.mails() {
            guard case .report(let recipients) = try mail.read().kind else { continue }
            for recipient in recipients where recipient.isProof {
                let wire = Set(recipient.addresses.map { $0.wire.lowercased() })
                let meant = mail.recipients.filter { Self.isMeant($0, wire) }
                // An address that Usher cannot read is nobody's, and proves nothing about a contact.
                #expect(!meant.isEmpty || wire.isEmpty, "\(mail.file): \(wire)")
                for wanted in meant {
                    let isHard = wanted.category == "hard" || wanted.also?.contains("hard") == true
                    #expect(isHard, "\(mail.file): \(recipient.said)")
                }
            }
        }
    }

    @Test(
        "suppress nobody whose mail was passed on to a dead address, and most of those whose own is dead",
        arguments: Corpus.allCases)
    func suppressed(corpus: Corpus) throws {
        var own = Share()
        for mail in try corpus.mails() {
            let report = try ReturnedReport.sample(try mail.octets())
            for wanted in mail.recipients {
                // One that Usher takes as nobody's address is no contact's.
                guard let address = wanted.address.flatMap({ try? EmailAddress($0) }) else { continue }
                let others = mail.recipients.filter { $0.address == wanted.address }
                let mailbox = address.localPart.lowercased().prefix { $0 != "+" }
                let isOwn = wanted.final.map { Self.wire($0).hasPrefix("\(mailbox)@") } ?? true
                let effect = ReturnPolicy.decide(report, ReturnPolicy.Facts(address: address)).effect
                let mayBeHard = others.allSatisfy { $0.category == "hard" || $0.also?.contains("hard") == true }
                if !mayBeHard { #expect(effect != .bounced, "\(mail.file): \(address)") }
                let isElsewhere = wanted.final.map { !Self.wire($0).hasSuffix("@\(address.domain)") } ?? false
                if isElsewhere, !isOwn { #expect(effect != .bounced, "\(mail.file): \(address)") }
                if mail.what == "report", wanted.category == "hard", wanted.status == "5.1.1", wanted.final == nil {
                    own.count(effect == .bounced, mail.file)
                }
            }
        }
        // Of what is hard, not all is proof: a mailbox that is closed or not available, or what a provider remembers.
        #expect(own.percent >= (corpus == .first ? 90 : 70), "\(own)")
    }

    private static func wire(_ text: String) -> String { (try? EmailAddress(text))?.wire.lowercased() ?? text }

    private struct Share: CustomStringConvertible {
        private var (right, all) = (0, 0)
        private var wrong: [String] = []

        mutating func count(_ isRight: Bool, _ file: String) {
            all += 1
            if isRight { right += 1 } else { wrong.append(file) }
        }

        var percent: Int { all == 0 ? 0 : right * 100 / all }
        var description: String { "\(right) of \(all); not: \(wrong.joined(separator: ", "))" }
    }
}
