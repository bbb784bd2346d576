import GRDB
import UsherCore

/// The last look before a body, over a read-only connection of its own: it sees every commit of every process, waits
/// for no writer, and runs one prepared statement.
package final class SQLiteConsentGate: ConsentGate {
    private let connection: DatabaseQueue

    init(path: String) throws(StoreError) {
        var configuration = DatabaseFile.configuration([], 5000, label: "gate")
        configuration.readonly = true
        do { connection = try DatabaseQueue(path: path, configuration: configuration) } catch {
            throw StoreError(error)
        }
    }

    package func permission(_ delivery: DeliveryID, now: Timestamp) throws(StoreError) -> StartPermission {
        do {
            return try connection.unsafeRead { database in
                try Query(try database.cachedStatement(sql: Self.sql))
                    .first(now, delivery) { (row) throws(StoreError) in
                        row.bool(0) ? row.bool(1) ? .runEnded : .go : .saidNo
                    } ?? .runEnded
            }
        } catch {
            throw StoreError(error)
        }
    }

    package func close() throws(StoreError) {
        do { try connection.close() } catch { throw StoreError(error) }
    }

    /// What `Suppression.forbids`, `Consent.Said.isYes` and `Enrollment.isCutShort` say, in SQL; the tests hold the two
    /// against each other.
    private static let sql = """
        SELECT (d.kind <> 'marketing' OR c.marketing IS NULL OR c.marketing IN ('agreed', 'confirmed'))
            AND NOT EXISTS (
                SELECT 1 FROM suppressed f
                WHERE f.contact = d.contact AND (f.ends_at IS NULL OR f.ends_at > ?)
                    AND (d.notice IS NULL OR d.notice NOT IN ('confirm', 'data')
                        OR (SELECT s.reason FROM suppressions s WHERE s.id = f.suppression)
                            NOT IN ('unsubscribed', 'paused', 'erased'))
                    AND (f.scope = 'everything'
                        OR (d.kind = 'marketing' AND (f.scope = 'marketing' OR f.campaign = e.campaign)))),
            coalesce(e.state = 'ended' AND e.end_reason <> 'finished', FALSE)
        FROM deliveries d JOIN living c ON c.id = d.contact LEFT JOIN enrollments e ON e.id = d.enrollment
        WHERE d.id = ?
        """
}
