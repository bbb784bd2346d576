import Foundation
import GRDB
import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("One view of the living, and one list of texts")
struct LivingTests {
    @Test("Whatever reads people reads the living")
    func view() throws {
        let folder = Repository.file("Sources/UsherStore")
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where name.hasSuffix(".swift") && !name.hasPrefix("Schema/") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            #expect(text.firstMatch(of: /(FROM|JOIN)\s+contacts\b/) == nil, "\(name): read the view 'living' instead")
        }
    }

    /// Columns of text that never speak of anybody: names of files' things, closed sets of words, days, currencies.
    /// Those of `contacts` and `erasures` are the person's own, and the view's.
    private static let silent: Set<String> = [
        "identity.database_id", "campaigns.name", "steps.name", "revisions.sources", "contacts.address",
        "contacts.address_key", "contacts.zone", "contacts.language", "contacts.stage", "contacts.marketing",
        "contacts.marketing_basis", "consents.kind", "consents.said", "suppressions.scope", "suppressions.reason",
        "suppressions.note",
        "suppressed.scope", "enrollments.state", "enrollments.end_reason", "deliveries.notice", "deliveries.kind",
        "deliveries.state", "deliveries.reply_status", "deliveries.reason", "claims.kind", "claims.owner",
        "pauses.scope",
        "pauses.subject", "pauses.reason", "parked.scope", "parked.subject", "counters.day", "counters.what",
        "tallies.what", "notes.name", "events.name",
        "events.currency", "transitions.from_stage", "transitions.to_stage", "transitions.cause", "codes.code",
        "earnings.rule", "earnings.currency", "visits.day", "arrows.day", "arrows.from_stage", "arrows.to_stage",
        "arrows.kind", "stays.day", "stays.stage", "takings.day", "takings.currency", "clicks.who",
        "introductions.day", "sending_days.day", "api_tokens.last_used_on", "api_tokens.scopes", "erasures.address",
        "erasures.reach",
        "events.told", "events.link", "refusals.words", "refusals.weight", "mistakes.words", "mistakes.kind",
        "confirmation_slots.budget", "carried.day", "carried.what", "past_deeds.name", "past_steps.kind",
        "returned.kind", "returned.effect", "returned.domain", "returned.status",
    ]

    @Test("Every column of text is looked through when somebody is erased, or never speaks of anybody")
    func columns() throws {
        let folder = try TemporaryFolder()
        try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of).close()
        let columns = try DatabaseQueue(path: folder("usher.sqlite")).read { database in
            try String.fetchAll(
                database,
                sql: """
                    SELECT m.name || '.' || p.name FROM sqlite_master m JOIN pragma_table_info(m.name) p
                    WHERE m.type = 'table' AND p.type = 'TEXT'
                    """)
        }
        let looked = Set(
            MentionTable.all.flatMap { table in
                table.columns.map { "\(table.name).\($0.replacing("\"", with: ""))" }
            } + ShortTable.all.map { "\($0.name).\($0.column)" })
        #expect(
            Set(columns) == looked.union(Self.silent),
            "a new column of text belongs into MentionTable, or into the list above when it never speaks of anybody")
        #expect(looked.isDisjoint(with: Self.silent))
    }
}
