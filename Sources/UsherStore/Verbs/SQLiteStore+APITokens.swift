import UsherCore

extension SQLiteStore {
    package func addToken(
        named name: String, hash: [UInt8], scopes: Set<TokenScope>, endsAt: Timestamp?, now: Timestamp
    ) throws(StoreError) -> APITokenID? {
        try write { (transaction) throws(StoreError) in
            try transaction.query(
                "UPDATE api_tokens SET revoked_at = ends_at WHERE name = ? AND revoked_at IS NULL AND ends_at <= ?"
            ).run(name, now)
            return try transaction.query(
                """
                INSERT INTO api_tokens (name, hash, created_at, scopes, ends_at) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING
                """
            ).newRow(name, hash, now, scopes.words, endsAt)
        }
    }

    package func token(_ id: APITokenID, now: Timestamp) throws(StoreError) -> (token: APIToken, hash: [UInt8])? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT \(ResultRow.tokenColumns), hash FROM api_tokens
                WHERE id = ? AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > ?)
                """
            ).first(id, now) { row in (row.token, row.octets("hash")) }
        }
    }

    package func tokens() throws(StoreError) -> [APIToken] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query("SELECT \(ResultRow.tokenColumns) FROM api_tokens ORDER BY id")
                .all { row in row.token }
        }
    }

    package func revokeToken(named name: String, now: Timestamp) throws(StoreError) -> Bool {
        try write { (transaction) throws(StoreError) in
            try transaction.query("UPDATE api_tokens SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL")
                .run(now, name) > 0
        }
    }

    package func noteUse(of token: APITokenID, day: String) throws(StoreError) {
        try write { (transaction) throws(StoreError) -> Void in
            try transaction.query(
                "UPDATE api_tokens SET last_used_on = ? WHERE id = ? AND (last_used_on IS NULL OR last_used_on < ?)"
            ).run(day, token, day)
        }
    }
}

extension ResultRow {
    fileprivate static let tokenColumns = "id, name, created_at, revoked_at, last_used_on, scopes, ends_at"

    fileprivate var token: APIToken {
        APIToken(
            id: id("id"), name: text("name"), createdAt: time("created_at"), revokedAt: optionalTime("revoked_at"),
            lastUsedOn: optionalText("last_used_on"),
            scopes: Set(text("scopes").split(separator: ",").compactMap { TokenScope(rawValue: String($0)) }),
            endsAt: optionalTime("ends_at"))
    }
}
