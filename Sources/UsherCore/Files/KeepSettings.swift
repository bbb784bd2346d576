/// How long what nothing decides by any more is kept. Nil is for ever.
package struct KeepSettings: Hashable, Sendable {
    /// The values that sent messages were filled in with.
    package var inputsMilliseconds: Int64?
    /// The messages in rehearsal's inbox.
    package var inboxMilliseconds: Int64?

    package init(inputsMilliseconds: Int64? = nil, inboxMilliseconds: Int64? = nil) {
        self.inputsMilliseconds = inputsMilliseconds
        self.inboxMilliseconds = inboxMilliseconds
    }

    /// Shorter than this nobody means: a message may be in doubt, be retried, and be asked about.
    package static let shortest: Int64 = 7 * 86_400_000

    /// Values of messages that were settled before this go; nil where they are kept.
    package func inputsEnd(now: Timestamp) -> Timestamp? { inputsMilliseconds.map { now.adding(milliseconds: -$0) } }

    package func inboxEnd(now: Timestamp) -> Timestamp? { inboxMilliseconds.map { now.adding(milliseconds: -$0) } }
}
