import Foundation
import UsherCore

/// Forgets a person everywhere that Usher keeps anything: the database, its log, the inbox of the rehearsal.
package struct Eraser {
    package struct Result: Sendable, Encodable {
        package let messagesFromInbox: Int
        /// False when remains may be in free pages of the file until `usher contact erase --compact`.
        package let isCompact: Bool
    }

    package enum Fault: Error, Hashable, Sendable {
        case nobody
        /// So many messages are on their way and did not end in time.
        case onItsWay(Int)
    }

    /// Files up to this size are written anew at once, also while a daemon runs.
    static let smallFile = 256 << 20

    private let home: OpenHome

    package init(_ home: OpenHome) { self.home = home }

    /// Blocks; waits up to `seconds` for messages that are on their way.
    package func erase(_ address: EmailAddress, because: String, waiting seconds: Int = 60) throws -> Result {
        var attempts = 0
        while true {
            let isRunning = home.isDaemonRunning
            switch try home.store.erase(
                address.key, takingClaims: !isRunning, by: "operator", note: because, now: home.clock.now())
            {
            case .nobody: throw Fault.nobody
            case .onItsWay(let count):
                attempts += 1
                guard attempts <= seconds * 10 else { throw Fault.onItsWay(count) }
                Thread.sleep(forTimeInterval: 0.1)
            case .erased:
                let words = Array(Set([address.wire, address.key.text]))
                let gone = try InboxFolder(path: home.folders.inbox).erase(mentioning: words)
                let isSmall = try home.store.size() <= Self.smallFile
                let isCompact = isRunning && !isSmall ? false : try compact()
                if !isCompact { _ = try emptyLog() }
                return Result(messagesFromInbox: gone, isCompact: isCompact)
            }
        }
    }

    /// Writes the database's file anew without what was deleted. False when readers kept its log from being emptied.
    package func compact() throws -> Bool {
        try home.store.compact()
        return try emptyLog()
    }

    private func emptyLog() throws -> Bool {
        // A daemon that moves two gigabytes takes some seconds.
        for _ in 0..<300 {
            if try home.store.emptyLog() { return true }
            Thread.sleep(forTimeInterval: 0.1)
        }
        return false
    }
}
