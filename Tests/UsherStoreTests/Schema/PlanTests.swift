import TestSupport
import Testing
import UsherCore

@testable import UsherStore

@Suite("How SQLite looks for rows")
struct PlanTests {
    private let folder: TemporaryFolder
    private let database: SQLiteDatabase

    init() throws {
        folder = try TemporaryFolder()
        database = try SQLiteDatabase(folder("usher.sqlite"), label: "test")
        try database.use { (connection) throws(StoreError) in
            try Schema.create(
                in: connection, databaseID: "new", mayBegin: true, migrations: Schema.migrations, isServed: { false })
        }
    }

    private func lines(_ question: String, column: Int) throws -> [String] {
        try database.use { (connection) throws(StoreError) in
            let statement = try connection.prepare(question)
            defer { statement.reset() }
            var lines: [String] = []
            while try statement.step() { lines.append(statement.text(column)) }
            return lines
        }
    }

    @Test("Who was erased is found by an index of its own, however many are suppressed")
    func erased() throws {
        let any = try lines("EXPLAIN QUERY PLAN \(SuppressionRows.wasAnybodyErased)", column: 3)
        #expect(any == ["SCAN suppressions USING INDEX suppressions_erased"])
        let last = try lines("EXPLAIN QUERY PLAN \(SuppressionRows.lastErasure)", column: 3)
        #expect(last.first == "SEARCH s USING INDEX suppressions_erased (address_hash=?)")
    }

    @Test("Old rows are found by searches, however many rows there are, and so is what refers to them")
    func retention() throws {
        for question in [
            SQLiteStore.enrollments, SQLiteStore.notices, SQLiteStore.events, SQLiteStore.noticeNames,
            SQLiteStore.inputs, SQLiteStore.unmatched,
        ] {
            let plan = try lines("EXPLAIN QUERY PLAN \(question)", column: 3)
            let walks = plan.filter { $0.hasPrefix("SCAN") && $0 != "SCAN names" }
            #expect(walks.isEmpty && !plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
        for table in ["deliveries", "events", "returned"] {
            let children = try lines(
                """
                SELECT m.name || ' WHERE ' || f."from" FROM sqlite_master m, pragma_foreign_key_list(m.name) f
                WHERE m.type = 'table' AND f."table" = '\(table)'
                """, column: 0)
            #expect(!children.isEmpty || table == "returned")
            for child in children {
                let plan = try lines("EXPLAIN QUERY PLAN SELECT 1 FROM \(child) = 7", column: 3)
                #expect(plan.allSatisfy { $0.hasPrefix("SEARCH") }, "\(child): \(plan)")
            }
        }
    }

    @Test("People are found by how their address or name begins, by searches alone")
    func beginnings() throws {
        let address = try lines("EXPLAIN QUERY PLAN \(SQLiteStore.byAddress)", column: 3)
        #expect(
            address.count == 1 && address.first?.contains("(address_key>? AND address_key<?)") == true, "\(address)")
        let name = try lines("EXPLAIN QUERY PLAN \(SQLiteStore.byName)", column: 3)
        #expect(name == ["SEARCH contacts USING INDEX contacts_name (<expr>>? AND <expr><?)"], "\(name)")
    }

    @Test("What came back is found by the index of what is asked for; how many wait is counted in one")
    func returned() throws {
        for (filter, search) in [
            (ReturnedFilter(id: ReturnedID(1)), "SEARCH r USING INTEGER PRIMARY KEY (rowid=?)"),
            (ReturnedFilter(contact: ContactID(1)), "SEARCH r USING INDEX returned_contact (contact=?)"),
            (ReturnedFilter(isUnmatched: true), "SCAN r USING INDEX returned_unmatched"),
            (ReturnedFilter(), "SCAN r"),
        ] {
            let plan = try lines("EXPLAIN QUERY PLAN \(SQLiteStore.returned(filter))", column: 3)
            #expect(plan.first == search, "\(plan)")
            // One mail is in order by itself.
            #expect(filter.id != nil || !plan.contains { $0.contains("TEMP B-TREE") }, "\(plan)")
        }
        let waiting = try lines("EXPLAIN QUERY PLAN \(SQLiteStore.waitingSteps)", column: 3)
        #expect(waiting.contains { $0.contains("COVERING INDEX deliveries_waiting") }, "\(waiting)")
        #expect(!waiting.contains { $0.hasPrefix("SCAN d") }, "\(waiting)")
    }

    @Test("A claim finds what is due by the queue's own order, of one stream and of both")
    func due() throws {
        let search = "SEARCH queue USING PRIMARY KEY (stream=? AND due_at<?)"
        for (statement, searches) in [(SQLiteStore.takeOne, 1), (SQLiteStore.takeBoth, 2)] {
            let plan = try lines("EXPLAIN QUERY PLAN \(statement)", column: 3)
            #expect(plan.first == "SEARCH queue USING PRIMARY KEY (stream=? AND due_at=? AND delivery=?)")
            #expect(plan.count { $0 == search } == searches, "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN queue") || $0.contains("TEMP B-TREE") }, "\(plan)")
        }
    }

    @Test(
        "What a relay took is found by its own index, however much another took; so is what was tried on a day",
        arguments: [MailStream.all, .marketing, .transactional])
    func taken(stream: MailStream) throws {
        let index =
            stream == .all
            ? "deliveries_closed (state=? AND settled_at>?)" : "deliveries_taken (kind=? AND settled_at>?)"
        for wanted in ["min(settled_at)", "max(settled_at)", "step"] {
            let plan = try lines(
                "EXPLAIN QUERY PLAN SELECT \(wanted) FROM \(MistakeDesk.sent(stream)) AND settled_at >= ?", column: 3)
            #expect(plan.count == 1 && plan.first?.hasSuffix(index) == true, "\(plan)")
        }
        let day = try lines("EXPLAIN QUERY PLAN \(SQLiteStore.gone(stream))", column: 3)
        #expect(day.contains("SEARCH deliveries USING INDEX deliveries_tried (first_attempt_at>?)"), "\(day)")
        // What is on its way, or in doubt, is never much.
        let few = ["SCAN CONSTANT ROW", "SCAN k", "SCAN deliveries USING INDEX deliveries_in_doubt"]
        #expect(day.filter { $0.hasPrefix("SCAN") && !few.contains($0) } == [])
    }

    @Test("What is undone is found by searches among what was settled")
    func undone() throws {
        let bounced = try lines("EXPLAIN QUERY PLAN \(UndoDesk.bounced)", column: 3)
        #expect(bounced.first == "SEARCH deliveries USING INDEX deliveries_closed (state=? AND settled_at=?)")
        let mistakes = try lines("EXPLAIN QUERY PLAN \(UndoList.mistakes)", column: 3)
        #expect(mistakes.count { $0.contains("deliveries_taken (kind=? AND settled_at") } == 2, "\(mistakes)")
        #expect(mistakes.count { $0.contains("deliveries_closed (state=? AND settled_at") } == 2, "\(mistakes)")
        #expect(!mistakes.contains { $0.hasPrefix("SCAN deliveries") || $0.hasPrefix("SCAN r") }, "\(mistakes)")
    }

    @Test("What became of a campaign's messages is found by indexes: those of the period, and nothing else")
    func campaignTable() throws {
        for (statement, search) in [
            (CampaignRows.sent, "SEARCH d USING INDEX deliveries_sent (step=? AND sent_at>? AND sent_at<?)"),
            (CampaignRows.waiting, "SEARCH deliveries USING COVERING INDEX deliveries_waiting (step=? AND state=?)"),
            (
                CampaignRows.refused,
                "SEARCH deliveries USING INDEX deliveries_closed (state=? AND settled_at>? AND settled_at<?)"
            ),
            (
                CampaignRows.groups,
                "SEARCH e USING INDEX enrollments_entered (campaign=? AND entered_at>? AND entered_at<?)"
            ),
            (SQLiteStore.flow, "SEARCH d USING INDEX deliveries_sent (step=? AND sent_at>? AND sent_at<?)"),
            (CampaignRows.carried, "SEARCH carried USING PRIMARY KEY (day>? AND day<?)"),
            (HistoryRows.arrivals, "SEARCH arrows USING PRIMARY KEY (day>? AND day<?)"),
            (HistoryRows.departures, "SEARCH stays USING PRIMARY KEY (day>? AND day<?)"),
            (HistoryRows.takings, "SEARCH takings USING PRIMARY KEY (day>? AND day<?)"),
        ] {
            let plan = try lines("EXPLAIN QUERY PLAN \(statement)", column: 3)
            #expect(plan.contains(search), "\(plan)")
            #expect(!plan.contains { $0.hasPrefix("SCAN") && $0 != "SCAN CONSTANT ROW" && $0 != "SCAN l" }, "\(plan)")
        }
    }

    @Test("What a pause of the main relay holds of transactional mail is found by an index of its own")
    func parked() throws {
        let plan = try lines("EXPLAIN QUERY PLAN \(PauseRows.leftBehind)", column: 3)
        #expect(plan == ["SEARCH parked USING INDEX parked_transactional (scope=?)"])
    }

    /// SQLite counts one row for a search by a unique index, also for `IS NULL`, of which there may be any number.
    @Test("No unique index has rows without a value, but the one that every question knows about")
    func unique() throws {
        let found = try lines(
            """
            SELECT m.name || '.' || c.name FROM sqlite_master m, pragma_index_list(m.name) i, pragma_index_info(i.name) k,
                pragma_table_info(m.name) c
            WHERE m.type = 'table' AND i."unique" AND NOT i.partial AND c.name = k.name AND NOT c."notnull" AND NOT c.pk
            """, column: 0)
        #expect(found == ["suppressions.lifts"])
    }
}
