import Synchronization
import UsherCore

/// The compiled revisions that were used last; the others are compiled again when they are asked for.
final class PreparedMessages: Sendable {
    private struct Kept {
        var messages: [RevisionHash: (message: PreparedMessage, usedAt: UInt64)] = [:]
        var uses: UInt64 = 0
        var limit = 256
    }

    private let kept = Mutex(Kept())

    /// For tests.
    var count: Int { kept.withLock { $0.messages.count } }

    func makeRoom(for count: Int) { kept.withLock { $0.limit = max(256, count * 2) } }

    subscript(hash: RevisionHash) -> PreparedMessage? {
        kept.withLock { kept in
            kept.uses += 1
            kept.messages[hash]?.usedAt = kept.uses
            return kept.messages[hash]?.message
        }
    }

    /// Beyond the limit the half that was not used for the longest time goes.
    func keep(_ message: PreparedMessage) {
        kept.withLock { kept in
            kept.uses += 1
            kept.messages[message.hash] = (message, kept.uses)
            guard kept.messages.count > kept.limit else { return }
            let uses = kept.messages.values.map(\.usedAt).sorted()
            let median = uses[uses.count / 2]
            kept.messages = kept.messages.filter { $0.value.usedAt >= median }
        }
    }
}
