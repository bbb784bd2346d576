import UsherCore

extension MailStream {
    /// The words for the stream's relay, in the middle of a sentence.
    package var relayWords: String { self == .transactional ? "the relay of transactional mail" : "the relay" }
}
