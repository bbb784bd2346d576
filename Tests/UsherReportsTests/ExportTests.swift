import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome
@testable import UsherIntake
@testable import UsherReports

@Suite("An export")
struct ExportTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        folder = try TemporaryFolder()
        home = try Self.home(folder.path)
    }

    private static func home(_ folder: String) throws -> OpenHome {
        try HomeWriter.write(EmbeddedHome.files, to: folder)
        return try OpenHome.open(folder, environment: [:])
    }

    private func export(_ what: Export.What, asJSON: Bool = false, of home: OpenHome) throws -> String {
        var text = ""
        try Export(what, asJSON: asJSON, store: home.store, plan: home.plan).run { text += $0 }
        return text
    }

    private func fill(people count: Int) throws {
        var batch = EventBatch(
            intake: try home.events, reader: DraftReader(plan: home.plan, source: "usher event"),
            isDaemonRunning: { false })
        for number in 1...count {
            let line =
                #"{"event":"confirmed","address":"p\#(number)@example.org","key":"\#(number)","name":"Person, \#(number)","#
                + #""attributes":{"order_total":"4.50 EUR"},"data":{"page":"a"},"at":"2026-11-20T10:00:00Z"}"#
            batch.add(.line(number, Array(line.utf8)[...]))
        }
        _ = try batch.flush()
    }

    @Test("Of the people is read by an import, which then knows the same of them")
    func contacts() throws {
        try fill(people: 3)
        try home.store.addTags(["vip", "beta"], to: try home.contact("p2@example.org").id)
        let text = try export(.contacts, of: home)
        #expect(
            text.split(separator: "\n").prefix(3) == [
                "address,name,zone,language,stage,tags,bound_before,interests,order_total,ordered_on,package",
                "p1@example.org,\"Person, 1\",,,subscribe,,,,4.50 EUR,,",
                "p2@example.org,\"Person, 2\",,,subscribe,beta vip,,,4.50 EUR,,",
            ])
        let other = try TemporaryFolder()
        let copy = try Self.home(other.path)
        var bulk = BulkIntake(intake: copy.intake, isDaemonRunning: { false })
        var reader = try ContactsReader(OctetSource(Array(text.utf8)), attributes: copy.settings.attributes)
        var people = DraftReader(plan: copy.plan, source: "usher import")
        while let row = try reader.next() {
            _ = try bulk.add(people.entry(try row.draft.get(), now: copy.clock.now()), line: row.line)
        }
        _ = try bulk.flush()
        #expect(try export(.contacts, of: copy) == text)
    }

    @Test("Of people with names that a spreadsheet would calculate is read by an import, which then knows the same")
    func formulas() throws {
        let names = ["=1+1", "+49 30 1", "-x", "@a", "'=x", "''+x", "'tis", "＝1", "O'Neil, \"J\"", "a'"]
        let attributes: [String: AttributeValue] = ["package": .text("=cmd|' /C calc'!A0")]
        let requests = try names.enumerated().map { index, name in
            EntryRequest(
                person: ContactDraft(
                    address: try EmailAddress(index == 0 ? "=a@example.org" : "p\(index)@example.org"), name: name,
                    attributes: attributes, tags: ["-vip", "@x"]), campaign: nil)
        }
        _ = try home.intake.enter(requests)
        let text = try export(.contacts, of: home)
        for line in text.split(separator: "\n").dropFirst() {
            let starts = line.split(separator: ",").compactMap { $0.drop { $0 == "\"" }.first }
            #expect(!starts.contains { "=+-@＝".contains($0) }, "\(line)")
        }
        let other = try TemporaryFolder()
        let copy = try Self.home(other.path)
        var reader = try ContactsReader(OctetSource(Array(text.utf8)), attributes: copy.settings.attributes)
        var people = DraftReader(plan: copy.plan, source: "test")
        while let row = try reader.next() {
            _ = try copy.intake.enter([EntryRequest(person: people.person(try row.draft.get()), campaign: nil)])
        }
        #expect(try export(.contacts, of: copy) == text)
        #expect(Set(try copy.store.contacts(ContactFilter(limit: 100)).compactMap(\.name)) == Set(names))
    }

    @Test("Of events is read by usher event --from, which knows them all already")
    func events() throws {
        try fill(people: 2)
        let text = try export(.events, asJSON: true, of: home)
        #expect(
            text.split(separator: "\n").first
                == #"{"address":"p1@example.org","at":"2026-11-20T10:00:00Z","data":{"page":"a"},"event":"confirmed","key":"1"}"#
        )
        var batch = EventBatch(
            intake: try home.events, reader: DraftReader(plan: home.plan, source: "usher event"),
            isDaemonRunning: { false })
        for (index, line) in text.split(separator: "\n").enumerated() {
            batch.add(.line(index + 1, Array(line.utf8)[...]))
        }
        _ = try batch.flush()
        #expect(batch.tally.already == 2 && batch.tally.lines == 2)
        #expect(
            try export(.events, of: home).split(separator: "\n").last
                == #"p2@example.org,confirmed,2,2026-11-20T10:00:00Z,,,,"{""page"":""a""}""#)
    }

    @Test("Of changes of stage says what claims each")
    func transitions() throws {
        try fill(people: 1)
        #expect(
            try export(.transitions, of: home) == """
                address,from,to,at,kind,campaign,because
                p1@example.org,,subscribe,2026-11-20T10:00:00Z,accidental,,confirmed

                """)
    }

    @Test("Goes on page by page until everybody is in it")
    func pages() throws {
        var bulk = BulkIntake(intake: home.intake, isDaemonRunning: { false })
        for number in 0..<2500 {
            let person = ContactDraft(address: try EmailAddress("p\(number)@example.org"))
            _ = try bulk.add(EntryRequest(person: person, campaign: nil), line: number)
        }
        _ = try bulk.flush()
        let lines = try export(.contacts, of: home).split(separator: "\n")
        #expect(lines.count == 2501 && Set(lines).count == 2501)
    }
}
