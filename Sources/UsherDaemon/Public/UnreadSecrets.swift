import Synchronization
import UsherCore

/// Remembers which providers' secrets cannot be read and why, so that each reason is told once, however many posts
/// come.
final class UnreadSecrets: Sendable {
    private let reasons = Mutex<[FeedbackProvider: String]>([:])

    /// Takes in how reading went; a reason of nil says that it went well. True where that is another answer than the
    /// last.
    func isNews(_ provider: FeedbackProvider, _ reason: String?) -> Bool {
        reasons.withLock { reasons in
            defer { reasons[provider] = reason }
            return reasons[provider] != reason
        }
    }
}
