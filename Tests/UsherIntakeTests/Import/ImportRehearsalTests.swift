import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherIntake

@Suite("An import that is only tried")
struct ImportRehearsalTests {
    private let folder: TemporaryFolder
    private let home: OpenHome

    init() throws {
        (folder, home) = try OpenHome.shipped()
    }

    private func person(_ address: String, name: String? = nil, stage: Stage? = nil, tags: Set<String> = []) throws
        -> ContactDraft
    {
        ContactDraft(address: try EmailAddress(address), name: name, tags: tags, stage: stage)
    }

    private func tally(_ people: [ContactDraft]) throws -> ImportRehearsal.Tally {
        var rehearsal = ImportRehearsal(store: home.store, now: home.clock.now())
        for person in people { try rehearsal.add(person) }
        return rehearsal.tally
    }

    private func enter(_ people: [ContactDraft]) throws {
        _ = try home.intake.enter(people.map { EntryRequest(person: $0, campaign: nil) })
    }

    @Test("Says who is new, known, changed, moved, and whom nothing moves back or makes mailable")
    func tallies() throws {
        try enter([
            person("ada@example.org", name: "Ada", stage: .convert), person("bob@example.org", tags: ["vip"]),
        ])
        _ = try home.store.suppress(
            home.address("bob@example.org").key, scope: .marketing, reason: .unsubscribed, until: nil, by: "operator",
            note: nil, now: home.clock.now())
        let tally = try tally([
            person("ada@example.org", name: "Ada", stage: .subscribe), person("bob@example.org", tags: ["vip"]),
            person("bob@example.org", tags: ["beta"]), person("new@example.org", stage: .aware),
            person("new@example.org", stage: .engage),
        ])
        #expect(
            tally.summary == "1 new, 2 known already, 2 taken to a stage, 1 kept where they stand, which is further "
                + "than the file says, 1 still without marketing")
        #expect(try self.tally([person("ada@example.org", name: "Ada King")]).changed == 1)
        #expect(try home.store.totals(now: home.clock.now()).contacts == 2)
    }

    @Test("Foretells what the import then does")
    func foretells() throws {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<20 {
            let people = try (0..<12).map { _ in
                try person(
                    "p\(Int.random(in: 0..<20, using: &random))@example.org",
                    stage: ([nil] + Stage.allCases.map(Optional.some)).randomElement(using: &random) ?? nil)
            }
            let foretold = try tally(people)
            let before = try home.store.totals(now: home.clock.now()).contacts
            let moves = try moves()
            try enter(people)
            #expect(try home.store.totals(now: home.clock.now()).contacts - before == foretold.new)
            #expect(try self.moves() - moves == foretold.moved)
        }
    }

    private func moves() throws -> Int {
        try home.store.contacts(ContactFilter(limit: 1000)).reduce(0) {
            $0 + (try home.store.transitions(of: $1.id).count)
        }
    }
}
