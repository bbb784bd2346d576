/// What nothing keeps from going goes.
extension Month {
    /// How long what is due may wait, where nothing keeps it: one look of the daemon, and some seconds for its disk.
    private static let lateness: Int64 = 60_000
    /// How long the relay and the disk have been well then: the longest that a pause of the daemon's own may last after
    /// them shows in the table of pauses.
    private static let wellness: Int64 = 1_200_000

    /// Whether nothing keeps what is due from going: what does is written down, or is not well.
    private func isWell() throws -> Bool {
        try life != nil && !isDiskFull && witness.state.withLock { $0.weather == .fine && !$0.isStill }
            && disk.counts.slow == slowCalls && books().number("SELECT count(*) FROM pauses") == 0
    }

    /// What is due has its minute by both clocks: a daemon waits by the one that does not leap, for the answer to its
    /// QUIT say, before it makes another connection. So does mail that came back.
    func waitForDue() throws {
        let end = world.now + UInt64(Self.lateness) * 1_000_000
        while world.now < end, try isWell(), try isSomethingDue() {
            quiet = Self.look
            try rest()
        }
    }

    private func isSomethingDue() throws -> Bool {
        witness.lookAtSpool()
        if witness.state.withLock({ $0.returns.hasMails }) { return true }
        return try books().number(
            """
            WITH now AS (SELECT CAST(? AS INTEGER) AS at)
            SELECT EXISTS (SELECT 1 FROM queue WHERE due_at <= (SELECT at FROM now))
                OR EXISTS (SELECT 1 FROM turns WHERE look_at <= (SELECT at FROM now))
            """, ["\(clock.now().milliseconds)"]) == 1
    }

    /// Nothing waits that is due and may go.
    func lookForLate() throws {
        witness.lookAtSpool()
        guard life != nil else { return }
        defer { slowCalls = disk.counts.slow }
        guard try isWell() else { return witness.isNotWell() }
        guard clock.passed - witness.state.withLock({ $0.wellSince }) > Self.wellness else { return }
        let (books, now) = (try books(), clock.now().milliseconds)
        guard !isBusy() else {
            let long = ["\(now - Self.wellness)"]
            for row in try books.rows("SELECT delivery FROM claims WHERE claimed_at < CAST(? AS INTEGER)", long) {
                witness.fail("delivery \(row[0] ?? "") is on its way, and no end of it comes")
            }
            return
        }
        let unread = witness.state.withLock { $0.returns.mails(before: clock.passed - Self.wellness) }
        for put in unread { witness.fail("\(put.file ?? "") came back (\(put.back)), and nobody reads it") }
        let before = ["\(now - Self.lateness)"]
        for row in try books.rows("SELECT delivery FROM queue WHERE due_at < CAST(? AS INTEGER)", before) {
            witness.fail("delivery \(row[0] ?? "") is due and allowed, and waits")
        }
        for row in try books.rows("SELECT contact FROM turns WHERE look_at < CAST(? AS INTEGER)", before) {
            witness.fail("contact \(row[0] ?? "") has its turn, and waits")
        }
    }

    /// Until the daemon has done what it does now and then, and what is left is not its to do.
    func restForGood() throws {
        let end = world.now + 100_000_000_000
        repeat {
            quiet = story.choice.lingers ? Self.upkeep : 12_000_000_000
            try rest()
        } while try world.now < end && isSomethingLeft()
    }

    private func isSomethingLeft() throws -> Bool {
        try isBusy() || isSomethingDue()
            || books().number("SELECT EXISTS (SELECT 1 FROM erasures WHERE done_at IS NULL)") == 1
    }
}
