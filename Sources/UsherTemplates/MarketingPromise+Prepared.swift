import UsherCore

extension MarketingPromise {
    /// Whether every message made from these sources keeps the promise, whoever gets it and whatever the values are.
    package static func isAlwaysKept(by template: CompiledMessage, _ sources: MessageSources) -> Bool {
        let url = sources.unsubscribe.isEmpty ? nil : "https://unsubscribe.invalid/u/token"
        let promise = MarketingPromise(sources, unsubscribeURL: url)
        return template.always(url.map { ["unsubscribe_url": $0] } ?? [:]) { text, html in
            promise.lacks(text: text, html: html).isEmpty
        }
    }

    /// The things that one message lacks; empty for mail that is not marketing.
    package static func lacks(of rendered: RenderedMessage, _ sources: MessageSources, values: TemplateValue) -> [Lack]
    {
        guard sources.kind == .marketing else { return [] }
        var url: String?
        if case .text(let text)? = values.value(at: "unsubscribe_url") { url = text }
        return MarketingPromise(sources, unsubscribeURL: url)
            .lacks(text: QuotedPrintable.decode(rendered.text), html: QuotedPrintable.decode(rendered.html))
    }
}
