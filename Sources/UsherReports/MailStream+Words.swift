import UsherCore

extension MailStream {
    /// Its relay, in the middle of a sentence.
    package var relayWords: String { self == .transactional ? "the relay of transactional mail" : "the relay" }
}
