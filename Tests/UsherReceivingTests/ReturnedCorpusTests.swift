import Foundation
import TestSupport
import Testing
import UsherCore
import UsherReceiving

/// The mails of `Tests/Fixtures/Returned`, and what its `expected.json` says of them: written by others than the
/// reader, before they had seen it.
struct CorpusMail: Decodable {
    struct Recipient: Decodable {
        let address: String?
        let final: String?
        let category: String
        let also: [String]?
    }

    enum CodingKeys: String, CodingKey {
        case file, what, recipients
        case messageID = "message_id"
        case returnAddress = "return_address"
        case alsoWhat = "also_what"
    }

    let file: String
    let what: String
    let alsoWhat: [String]?
    let recipients: [Recipient]
    let messageID: String?
    let returnAddress: String?

    static let folder = "Tests/Fixtures/Returned"

    static func all() throws -> [CorpusMail] {
        try JSONDecoder().decode([CorpusMail].self, from: Data(Repository.text("\(folder)/expected.json").utf8))
    }

    func read() throws -> ReturnedMail {
        let url = URL(fileURLWithPath: Repository.file("\(Self.folder)/\(file)"))
        return ReturnedMail.read([UInt8](try Data(contentsOf: url)))
    }

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
    /// What was reached, of all and in percent; `docs/receiving.md` says what was at first sight.
    private static let least = (kind: 99, recipient: 98, category: 97, messageID: 100)

    @Test("are read right, nearly all")
    func shares() throws {
        var (kinds, recipients, categories, ids) = (Share(), Share(), Share(), Share())
        for mail in try CorpusMail.all() {
            let read = try mail.read()
            kinds.count(mail.isRight(read.what), mail.file)
            for wanted in mail.recipients {
                let addresses = Set([wanted.address, wanted.final].compactMap(\.self).map(Self.wire))
                let found = read.named.first { addresses.isEmpty || !addresses.isDisjoint(with: $0.addresses) }
                recipients.count(found != nil || addresses.isEmpty, mail.file)
                let category = found?.category ?? ""
                categories.count(category == wanted.category || wanted.also?.contains(category) == true, mail.file)
            }
            if let id = mail.messageID {
                ids.count(read.traces.messageIDs.contains(String(id.dropFirst().dropLast())), mail.file)
            }
        }
        #expect(kinds.percent >= Self.least.kind, "\(kinds)")
        #expect(recipients.percent >= Self.least.recipient, "\(recipients)")
        #expect(categories.percent >= Self.least.category, "\(categories)")
        #expect(ids.percent >= Self.least.messageID, "\(ids)")
    }

    @Test("are no report where a machine answers for somebody, and stay a person's where one wrote")
    func neverTaken() throws {
        for mail in try CorpusMail.all() {
            let read = try mail.read()
            if ["auto-reply", "receipt"].contains(mail.what), !mail.isRight("report") {
                #expect(read.what != "report" && read.what != "complaint", "\(mail.file): \(read.summary)")
            }
            if mail.what == "person" { #expect(mail.isRight(read.what), "\(mail.file): \(read.summary)") }
        }
    }

    @Test("prove nothing about anybody whose address works")
    func proof() throws {
        for mail in try CorpusMail.all() {
            guard case .report(let recipients) = try mail.read().kind else { continue }
            for recipient in recipients where recipient.isProof {
                let wire = Set(recipient.addresses.map { $0.wire.lowercased() })
                for wanted in mail.recipients
                where !wire.isDisjoint(with: [wanted.address, wanted.final].compactMap(\.self).map(Self.wire)) {
                    let isHard = wanted.category == "hard" || wanted.also?.contains("hard") == true
                    #expect(isHard, "\(mail.file): \(recipient.said)")
                }
            }
        }
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
