import UsherCore

/// Gmail shows the first 102 KB of a message's HTML and cuts off the rest, the unsubscribe link at its end with it.
enum ClippedMessage {
    static let limit = 102 * 1024

    /// Nil for a message that is shown whole.
    static func warning(_ message: RenderedMessage, of sources: MessageSources, for sample: Sample) -> Problem? {
        // Quoted-printable is never shorter than what it stands for.
        guard message.html.count > limit else { return nil }
        let size = QuotedPrintable.decode(message.html).count
        guard size > limit else { return nil }
        return Problem(
            .warning, file: sources.template.path,
            "its HTML is \((size + 1023) / 1024) KB for the sample person '\(sample.handle)'; Gmail shows 102 KB and cuts off the rest, "
                + "the unsubscribe link with it; make it shorter")
    }
}
