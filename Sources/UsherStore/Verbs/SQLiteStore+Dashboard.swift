import UsherCore

extension SQLiteStore {
    package func addDashboardLink(
        hash: [UInt8], mayAct: Bool, endsAt: Timestamp, now: Timestamp
    ) throws(StoreError) {
        try write { (transaction) throws(StoreError) -> Void in
            try transaction.forgetDashboard(until: now)
            try transaction.query(
                "INSERT INTO dashboard_links (hash, may_act, made_at, ends_at) VALUES (?, ?, ?, ?)"
            ).run(hash, mayAct, now, endsAt)
            try transaction.query(
                """
                DELETE FROM dashboard_links WHERE hash NOT IN (
                    SELECT hash FROM dashboard_links ORDER BY made_at DESC, hash LIMIT ?)
                """
            ).run(DashboardSession.mostLinks)
        }
    }

    package func openDashboardSession(
        link: [UInt8], hash: [UInt8], pageToken: [UInt8], endsAt: Timestamp, now: Timestamp
    ) throws(StoreError) -> DashboardSession? {
        // Whoever tries links keeps nobody from writing.
        guard try ask({ (transaction) throws(StoreError) in try transaction.mayAct(link, now) }) != nil else {
            return nil
        }
        return try write { (transaction) throws(StoreError) in
            guard let mayAct = try transaction.mayAct(link, now) else { return nil }
            try transaction.forgetDashboard(until: now)
            try transaction.query("DELETE FROM dashboard_links WHERE hash = ?").run(link)
            try transaction.query(
                """
                INSERT INTO dashboard_sessions (hash, page_token, may_act, opened_at, ends_at) VALUES (?, ?, ?, ?, ?)
                """
            ).run(hash, pageToken, mayAct, now, endsAt)
            try transaction.query(
                """
                DELETE FROM dashboard_sessions WHERE hash <> ? AND hash NOT IN (
                    SELECT hash FROM dashboard_sessions ORDER BY opened_at DESC, hash LIMIT ?)
                """
            ).run(hash, DashboardSession.most)
            return DashboardSession(mayAct: mayAct, pageToken: pageToken, openedAt: now, endsAt: endsAt)
        }
    }

    package func dashboardSession(_ hash: [UInt8], now: Timestamp) throws(StoreError) -> DashboardSession? {
        try ask { (transaction) throws(StoreError) in
            try transaction.query(
                """
                SELECT page_token, may_act, opened_at, ends_at FROM dashboard_sessions WHERE hash = ? AND ends_at > ?
                """
            ).first(hash, now) { row in
                DashboardSession(
                    mayAct: row.bool("may_act"), pageToken: row.octets("page_token"), openedAt: row.time("opened_at"),
                    endsAt: row.time("ends_at"))
            }
        }
    }

    package func endDashboardSession(_ hash: [UInt8], now: Timestamp) throws(StoreError) -> Bool {
        try write { (transaction) throws(StoreError) in
            try transaction.query("DELETE FROM dashboard_sessions WHERE hash = ? AND ends_at > ?").run(hash, now) > 0
        }
    }

    package func endDashboardSessions(now: Timestamp) throws(StoreError) -> Int {
        try write { (transaction) throws(StoreError) in
            try transaction.forgetDashboard(until: now)
            try transaction.query("DELETE FROM dashboard_links").run()
            return try transaction.query("DELETE FROM dashboard_sessions").run()
        }
    }
}

extension Transaction {
    /// Whether a session of this link may act; nil for a link that is not in force.
    fileprivate func mayAct(_ link: [UInt8], _ now: Timestamp) throws(StoreError) -> Bool? {
        try query("SELECT may_act FROM dashboard_links WHERE hash = ? AND ends_at > ?")
            .first(link, now) { row in row.bool("may_act") }
    }

    /// Links and sessions that came to their end say nothing any more.
    fileprivate func forgetDashboard(until now: Timestamp) throws(StoreError) {
        try query("DELETE FROM dashboard_links WHERE ends_at <= ?").run(now)
        try query("DELETE FROM dashboard_sessions WHERE ends_at <= ?").run(now)
    }
}
