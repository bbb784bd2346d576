import TestSupport
import TestWorld
import UsherBackup

/// A backup is taken while the daemon works, and restored on another machine, where a daemon begins.
extension Month {
    /// Nanoseconds that the other daemon lives.
    private static let otherLife: UInt64 = 20_000_000_000

    func isBackedUp() throws {
        let other = try TemporaryFolder()
        let (file, home) = (other("backup"), other("home"))
        let backup = HomeBackup(home: folder.path, state: "\(folder.path)/state", now: clock.now())
        do { _ = try backup.write(to: file) } catch { return trace.note("not done: there is no backup") }
        let restore = HomeRestore(file: file, home: home, environment: [:], mayOverwrite: false, now: clock.now())
        do { _ = try restore.run() } catch { return witness.fail("the backup cannot be restored: \(error)") }
        trace.note("\(world.now) the backup is restored on another machine")
        try judge(Books("\(home)/state/usher.sqlite"))

        let relay = MemoryRelay(world) { [witness] heard in
            guard case .command(_, let line) = heard else { return }
            witness.fail("the restored home begins to send by itself: \(line)")
        }
        let life = try Life(
            world, folder: home, files: HomeLook(home), clock: clock, relay: relay, number: 1000, news: { _ in },
            tells: { _ in })
        defer {
            world.end(life.group)
            life.leave()
        }
        life.begin()
        quiet = Self.otherLife
        try rest()
        try life.home.store.close()
    }

    /// What was answered before is there, nothing is half, and nothing goes before somebody has looked.
    private func judge(_ books: Books) throws {
        for sentence in try Recount(books, witness, now: clock.now().milliseconds).wrong {
            witness.fail("in the restored home: \(sentence)")
        }
        let pauses = try books.number("SELECT count(*) FROM pauses WHERE scope = 'relay' AND reason = 'restored'")
        if pauses != 1 { witness.fail("the restored home's relay is not paused") }
    }
}
