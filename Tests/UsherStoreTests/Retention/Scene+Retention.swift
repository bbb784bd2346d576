import Testing
import TestSupport
import UsherCore

@testable import UsherStore

extension Scene {
    /// On the one kind of store that lets go of rows.
    static func retention() throws -> (Scene, SQLiteStore) {
        let scene = try Scene(try #require(StoreUnderTest.all.first))
        return (scene, try #require(scene.store as? SQLiteStore))
    }
}

extension SQLiteStore {
    /// Lets go of everything that is old. Returns how many messages and events.
    @discardableResult
    func prune(
        before end: Timestamp, kept: Set<String> = [], goalTimes: [CampaignID: Int64] = [:], now: Timestamp? = nil,
        limit: Int = 7
    ) throws -> (messages: Int, events: Int) {
        var (messages, events) = (0, 0)
        var walk = RowWalk()
        while !walk.isOver {
            let found = try oldEnrollments(
                endedBefore: end, goalTimes: goalTimes, now: now ?? end, walk: &walk, limit: limit)
            let gone = try forgetMessages(of: found.enrollments, endedBefore: end, now: end)
            #expect(gone == found.messages)
            messages += gone
        }
        walk = RowWalk()
        while !walk.isOver {
            let found = try oldNotices(settledBefore: end, walk: &walk, limit: limit)
            messages += try forgetNotices(found, settledBefore: end, now: end)
        }
        walk = RowWalk()
        while !walk.isOver {
            let found = try oldEvents(before: end, kept: kept, walk: &walk, limit: limit)
            events += try forgetEvents(found, before: end, kept: kept, now: end)
        }
        return (messages, events)
    }

    /// What the tallies say of a state that is not counted from rows and from sums of rows that are gone.
    func wrongTallies() throws -> [String] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT state FROM (
                    SELECT state, count(*) AS count FROM deliveries WHERE state NOT IN ('open') GROUP BY state
                    UNION ALL SELECT what, sum(count) FROM carried WHERE day = '' GROUP BY what
                    UNION ALL SELECT what, -count FROM tallies WHERE campaign = 0
                        AND what IN ('sent', 'bounced', 'failed', 'cancelled', 'withheld', 'skipped', 'complained', 'held')) x
                GROUP BY state HAVING sum(count) <> 0
                """
            ).all { $0.text("state") }
        }
    }
}
