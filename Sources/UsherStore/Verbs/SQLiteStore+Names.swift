import Foundation
import UsherCore

extension SQLiteStore {
    package func register(_ outlines: [CampaignOutline]) throws(StoreError) -> Catalog {
        let known = try catalog()
        // Every command registers; nearly always all is known, and then none waits for a writer.
        if outlines.allSatisfy({ known.holds($0) }) { return known }
        return try write { (transaction) throws(StoreError) in try NameRows(transaction).register(outlines) }
    }

    package func catalog(with outlines: [CampaignOutline]) throws(StoreError) -> Catalog {
        let known = try catalog()
        if outlines.allSatisfy({ known.holds($0) }) { return known }
        // The same rows as `register` writes, in a transaction that is taken back.
        return try rehearse { (transaction) throws(StoreError) in try NameRows(transaction).register(outlines) }
    }

    package func catalog() throws(StoreError) -> Catalog {
        try ask { (transaction) throws(StoreError) in try NameRows(transaction).catalog() }
    }

    package func save(_ sources: [RevisionHash: MessageSources]) throws(StoreError) {
        guard !sources.isEmpty else { return }
        try write { (transaction) throws(StoreError) in
            let known = try transaction.query("SELECT 1 FROM revisions WHERE hash = ? AND sources <> ''")
            let insert = try transaction.query(
                """
                INSERT INTO revisions (hash, sources) VALUES (?, ?)
                ON CONFLICT (hash) DO UPDATE SET sources = excluded.sources
                """)
            for (hash, sources) in sources {
                let isKnown = try known.isAny(hash.octets)
                if isKnown { continue }
                let text: String
                do { text = try SortedJSON.text(of: sources) } catch {
                    throw .defect("sources that are no JSON: \(error)")
                }
                try insert.run(hash.octets, text)
            }
        }
    }

    package func sources(_ hash: RevisionHash) throws(StoreError) -> MessageSources? {
        let text: String? = try look { (transaction) throws(StoreError) in
            try transaction.query("SELECT sources FROM revisions WHERE hash = ? AND sources <> ''")
                .first(hash.octets) { $0.text("sources") }
        }
        guard let text else { return nil }
        do { return try JSONDecoder().decode(MessageSources.self, from: Data(text.utf8)) } catch {
            throw .corrupt("a revision's sources cannot be read")
        }
    }
}

extension Catalog {
    fileprivate func holds(_ outline: CampaignOutline) -> Bool {
        guard let id = campaigns[outline.name], let steps = steps[id] else { return false }
        return outline.steps.allSatisfy { steps[$0.name] != nil }
    }
}
