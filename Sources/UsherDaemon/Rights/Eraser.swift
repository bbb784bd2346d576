import Foundation
import UsherCore
import UsherStore

/// Forgets people everywhere that Usher keeps anything: both databases, their logs, the inbox of the rehearsal.
///
/// Each is a job that the databases remember until all of it is done: the command that began it goes on until then or
/// says what is left, the same command again goes on, and so does a daemon.
package struct Eraser {
    package struct Result: Sendable, Encodable {
        package var messagesFromInbox = 0
        /// Whether nothing remains in free pages of a file. Where something may, `usher contact erase --compact`
        /// removes it.
        package var isCompact = true
    }

    package enum Fault: Error, Hashable, Sendable {
        case nobody
        /// The job is open; these things are left.
        case unfinished([ErasureLeft])
    }

    private let home: OpenHome

    package init(_ home: OpenHome) { self.home = home }

    /// Erases a person. Blocks; waits up to `seconds` for what passes by itself, such as messages that are on their
    /// way. `tell` is told what that is, again and again, once it has taken `patience`.
    package func erase(
        _ address: EmailAddress, because: String, waiting seconds: Int = 60, patience: Duration = .seconds(3),
        tell: ([ErasureLeft]) -> Void = { _ in }
    ) throws -> Result {
        let databases = Databases(home)
        defer { databases.close() }
        let hash = home.keyring.hash(address.key)
        let isKnown = try databases.all.contains { database in
            if try database.store.openErasures().contains(where: { $0.hash == hash }) { return true }
            return try database.store.speaks(of: address)
        }
        guard isKnown else { throw Fault.nobody }
        let now = home.clock.now()
        try home.store.beginErasing(address, by: "operator", note: .said(because), now: now)
        for other in databases.all.dropFirst() {
            // The round says what is wrong with it.
            try? other.store.beginErasing(address, by: "operator", note: .said(because), now: now)
        }
        var result = Result()
        let begun = ContinuousClock.now
        var written: ErasureRound.Written = [:]
        while true {
            let round = ErasureRound(home, databases, written).go()
            written = round.written
            result.messagesFromInbox += round.messages
            result.isCompact = round.isCompact
            let left = round.left(of: hash)
            if left.isEmpty { break }
            let waited = begun.duration(to: .now)
            guard left.allSatisfy(\.mayPass), waited < .seconds(seconds) else { throw Fault.unfinished(left) }
            if waited >= patience { tell(left) }
            // Each look keeps whoever writes waiting for a moment.
            Thread.sleep(forTimeInterval: waited < .seconds(1) ? 0.1 : 0.5)
        }
        return result
    }

    /// Goes once at every job that is open, in either database where `looksAtBoth`, and gives what is left of them.
    /// Nothing is read where there are none. Blocks.
    func goOn(looksAtBoth: Bool) throws(StoreError) -> [ErasureLeft] {
        if !looksAtBoth, try home.store.openErasures().isEmpty { return [] }
        let databases = Databases(home)
        defer { databases.close() }
        return ErasureRound(home, databases).go().left
    }

    /// Writes the database's file anew without what was deleted. False when readers kept its log from being emptied.
    package func compact() throws -> Bool {
        try home.store.compact()
        // A daemon that moves two gigabytes takes some seconds.
        for _ in 0..<300 {
            if try home.store.emptyLog() { return true }
            Thread.sleep(forTimeInterval: 0.1)
        }
        return false
    }
}

/// The databases of both modes, as far as they are there; the home's own first.
struct Databases {
    struct One {
        let path: String
        let store: SQLiteStore
    }

    let all: [One]
    /// Why the other database cannot be opened, as a sentence; nil where it can, or is not there.
    let fault: String?

    init(_ home: OpenHome) {
        let own = One(path: home.folders.database, store: home.store)
        do {
            all = [own] + (try home.otherDatabase().map { [$0] } ?? [])
            fault = nil
        } catch {
            all = [own]
            fault = "\(error)"
        }
    }

    /// Closes the databases that were opened for this.
    func close() {
        // What was committed is safe, whether or not the last checkpoint of the closing works.
        for other in all.dropFirst() { try? other.store.close() }
    }
}

extension OpenHome {
    /// The database of the mode that the home is not in; nil where there is none.
    fileprivate func otherDatabase() throws -> Databases.One? {
        let other = folders.otherMode
        guard FileManager.default.fileExists(atPath: other.database) else { return nil }
        return Databases.One(path: other.database, store: try StateMemory.open(other, now: clock.now()).store)
    }
}
