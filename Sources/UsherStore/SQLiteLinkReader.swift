import GRDB
import UsherCore

/// The look-ups of links, over a read-only connection of its own: one prepared statement for each, and no waiting for writers.
package final class SQLiteLinkReader: LinkReader {
    private let connection: DatabaseQueue

    init(path: String) throws(StoreError) {
        var configuration = DatabaseFile.configuration([], 5000, label: "links")
        configuration.readonly = true
        do { connection = try DatabaseQueue(path: path, configuration: configuration) } catch {
            throw StoreError(error)
        }
    }

    package func message(_ delivery: DeliveryID) throws(StoreError) -> SentMessage? {
        try first(Self.message, delivery) { row in
            SentMessage(
                revision: row.isNull(0) ? nil : RevisionHash(octets: row.octets(0)), inputs: row.optionalText(1),
                campaign: row.optionalID(2), acceptedAt: row.optionalTime(3))
        }
    }

    package func promoter(code: String) throws(StoreError) -> ContactID? {
        try first(
            "SELECT o.contact FROM codes o JOIN living c ON c.id = o.contact WHERE o.code = ?", code
        ) { row in row.id(0) }
    }

    package func reviewer(_ run: EnrollmentID) throws(StoreError) -> Reviewer? {
        try first(Self.reviewer, run) { row in
            Reviewer(contact: row.id(0), address: row.text(1), language: row.optionalText(2), campaign: row.id(3))
        }
    }

    package func close() throws(StoreError) {
        do { try connection.close() } catch { throw StoreError(error) }
    }

    private func first<Result>(
        _ sql: String, _ value: some Bindable, read: (ResultRow) -> Result
    ) throws(StoreError) -> Result? {
        do {
            return try connection.unsafeRead { database in
                try Query(try database.cachedStatement(sql: sql)).first(value) { (row) throws(StoreError) in read(row) }
            }
        } catch {
            throw StoreError(error)
        }
    }

    private static let message = """
        SELECT r.hash, d.inputs, s.campaign, coalesce(CASE d.state WHEN 'sent' THEN d.settled_at END, d.composed_at)
        FROM deliveries d LEFT JOIN living c ON c.id = d.contact
            LEFT JOIN revisions r ON r.id = d.revision AND c.id IS NOT NULL LEFT JOIN steps s ON s.id = d.step
        WHERE d.id = ?
        """

    private static let reviewer = """
        SELECT e.contact, c.address, c.language, e.campaign FROM enrollments e JOIN living c ON c.id = e.contact
        WHERE e.id = ?
        """
}

extension SQLiteStore {
    /// A reader of links with a connection of its own; open one for each place that answers links.
    package func linkReader() throws(StoreError) -> SQLiteLinkReader { try SQLiteLinkReader(path: path) }
}
