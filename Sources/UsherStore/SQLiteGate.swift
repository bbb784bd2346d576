import UsherCore

/// Quick questions over a read-only connection of its own: it sees every commit of every process, waits for no writer,
/// and nobody's long question is before it.
package final class SQLiteGate: StoreGate {
    private let database: SQLiteDatabase

    init(path: String) throws(StoreError) {
        database = try SQLiteDatabase(path, label: "gate", isReadOnly: true)
    }

    package func answer() throws(StoreError) {
        _ = try first("SELECT database_id FROM identity") { (row) throws(StoreError) in row.text("database_id") }
    }

    package func permission(_ delivery: DeliveryID, now: Timestamp) throws(StoreError) -> StartPermission {
        try first(Self.permission, now, delivery) { (row) throws(StoreError) in
            row.bool("may_go") ? row.bool("has_ended") ? .enrollmentEnded : .go : .saidNo
        } ?? .enrollmentEnded
    }

    package func message(_ delivery: DeliveryID) throws(StoreError) -> SentMessage? {
        try first(Self.message, delivery) { (row) throws(StoreError) in
            SentMessage(
                revision: row.optionalOctets("hash").map { RevisionHash(octets: $0) },
                inputs: row.optionalText("inputs"), campaign: row.optionalID("campaign"),
                acceptedAt: row.optionalTime("accepted_at"))
        }
    }

    package func promoter(code: String) throws(StoreError) -> ContactID? {
        try first("SELECT o.contact FROM codes o JOIN living c ON c.id = o.contact WHERE o.code = ?", code) {
            (row) throws(StoreError) in row.id("contact")
        }
    }

    package func reviewer(_ enrollment: EnrollmentID) throws(StoreError) -> Reviewer? {
        try first(Self.reviewer, enrollment) { (row) throws(StoreError) in
            Reviewer(
                contact: row.id("contact"), address: row.text("address"), language: row.optionalText("language"),
                campaign: row.id("campaign"))
        }
    }

    private func first<each Value: Bindable, Result>(
        _ sql: String, _ values: repeat each Value, read: (ResultRow) throws(StoreError) -> Result
    ) throws(StoreError) -> Result? {
        try database.use { (connection) throws(StoreError) in
            try Query(try connection.prepare(sql)).first(repeat each values, read: read)
        }
    }

    /// What `Suppression.forbids`, `Consent.Said.isYes` and `Enrollment.isCutShort` say, in SQL; the tests hold the two
    /// against each other.
    private static let permission = """
        SELECT (d.kind <> 'marketing' OR c.marketing IS NULL OR c.marketing IN ('agreed', 'confirmed'))
            AND NOT EXISTS (
                SELECT 1 FROM suppressed f
                WHERE f.contact = d.contact AND (f.ends_at IS NULL OR f.ends_at > ?)
                    AND (d.notice IS NULL OR d.notice NOT IN ('confirm', 'data')
                        OR (SELECT s.reason FROM suppressions s WHERE s.id = f.suppression)
                            NOT IN ('unsubscribed', 'paused', 'erased', 'unreachable'))
                    AND (f.scope = 'everything'
                        OR (d.kind = 'marketing' AND (f.scope = 'marketing' OR f.campaign = e.campaign)))) AS may_go,
            coalesce(e.state = 'ended' AND e.end_reason <> 'finished', FALSE) AS has_ended
        FROM deliveries d JOIN living c ON c.id = d.contact LEFT JOIN enrollments e ON e.id = d.enrollment
        WHERE d.id = ?
        """

    private static let message = """
        SELECT r.hash, d.inputs, s.campaign,
            coalesce(d.sent_at, d.composed_at) AS accepted_at
        FROM deliveries d LEFT JOIN living c ON c.id = d.contact
            LEFT JOIN revisions r ON r.id = d.revision AND c.id IS NOT NULL LEFT JOIN steps s ON s.id = d.step
        WHERE d.id = ?
        """

    private static let reviewer = """
        SELECT e.contact, c.address, c.language, e.campaign FROM enrollments e JOIN living c ON c.id = e.contact
        WHERE e.id = ?
        """
}
