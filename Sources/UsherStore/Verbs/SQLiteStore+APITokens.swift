import UsherCore

extension SQLiteStore: APITokenStore {
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
                ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING RETURNING id
                """
            ).first(name, hash, now, scopes.words, endsAt) { (row) throws(StoreError) in row.id(0) }
        }
    }

    package func token(_ id: APITokenID, now: Timestamp) throws(StoreError) -> (token: APIToken, hash: [UInt8])? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT \(ResultRow.tokenColumns), hash FROM api_tokens
                WHERE id = ? AND revoked_at IS NULL AND (ends_at IS NULL OR ends_at > ?)
                """
            ).first(id, now) { (row) throws(StoreError) in (row.token, row.octets(7)) }
        }
    }

    package func tokens() throws(StoreError) -> [APIToken] {
        try ask { (transaction) throws(StoreError) in
            try transaction.query("SELECT \(ResultRow.tokenColumns) FROM api_tokens ORDER BY id")
                .all { (row) throws(StoreError) in row.token }
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
            id: id(0), name: text(1), createdAt: time(2), revokedAt: optionalTime(3), lastUsedOn: optionalText(4),
            scopes: Set(text(5).split(separator: ",").compactMap { TokenScope(rawValue: String($0)) }),
            endsAt: optionalTime(6))
    }
}
