import Foundation
import UsherCore

extension SQLiteStore {
    /// The longest beginning that is looked for, in octets: no address is longer.
    private static let longestBeginning = 254

    static let byAddress = """
        SELECT \(ResultRow.contactColumns) FROM living c
        WHERE c.address_key >= ?1 AND c.address_key < ?2 ORDER BY c.address_key LIMIT ?3
        """
    static let byName = """
        SELECT \(ResultRow.contactColumns) FROM living c
        WHERE c.name IS NOT NULL AND lower(c.name) >= lower(?1) AND lower(c.name) < lower(?2)
        ORDER BY lower(c.name), c.address_key LIMIT ?3
        """

    package func contacts(beginning text: String, limit: Int) throws(StoreError) -> [Contact] {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines).precomposedStringWithCanonicalMapping
        guard limit > 0, (1...Self.longestBeginning).contains(text.utf8.count) else { return [] }
        return try ask { (transaction) throws(StoreError) in
            var found: [Contact] = []
            func add(_ question: String, _ beginning: String) throws(StoreError) {
                guard found.count < limit else { return }
                // Nothing that begins so comes after it: no text has this character.
                let people = try transaction.query(question).all(beginning, beginning + "\u{10FFFF}", limit) {
                    (row) throws(StoreError) in try row.contact()
                }
                for person in people where found.count < limit && !found.contains(where: { $0.id == person.id }) {
                    found.append(person)
                }
            }
            // Typed whole, an address is found however its domain is written.
            if let key = (try? EmailAddress(text))?.key { try add(Self.byAddress, key.text) }
            try add(Self.byAddress, text.lowercased())
            // The database makes letters of ASCII small, and no others.
            for beginning in [text, text.prefix(1).uppercased() + text.dropFirst()].uniqued() {
                try add(Self.byName, beginning)
            }
            return found
        }
    }
}
