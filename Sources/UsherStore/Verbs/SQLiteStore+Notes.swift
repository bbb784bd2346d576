import UsherCore

extension SQLiteStore {
    package func note(_ name: String) throws(StoreError) -> String? {
        try look { (transaction) throws(StoreError) in
            try transaction.query("SELECT text FROM notes WHERE name = ?")
                .first(name) { $0.text("text") }
        }
    }

    package func setNote(_ name: String, _ text: String?) throws(StoreError) {
        try write { (transaction) throws(StoreError) -> Void in
            if let text {
                try transaction.query(
                    "INSERT INTO notes (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text"
                ).run(name, text)
            } else {
                try transaction.query("DELETE FROM notes WHERE name = ?").run(name)
            }
        }
    }
}
