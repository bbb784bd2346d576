import Synchronization
import UsherCore

/// The compiled revisions that were used last; the others are compiled again when they are asked for.
final class PreparedMessages: Sendable {
    private static let least = 128

    private let kept = Mutex(Lately<RevisionHash, PreparedMessage>(limit: least))

    /// How many revisions are kept; only tests ask.
    var count: Int { kept.withLock { $0.count } }

    func makeRoom(for count: Int) { kept.withLock { $0.limit = max(Self.least, count) } }

    subscript(hash: RevisionHash) -> PreparedMessage? { kept.withLock { $0[hash] } }

    func keep(_ message: PreparedMessage) { kept.withLock { $0[message.hash] = message } }
}
