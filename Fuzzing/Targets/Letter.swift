import UsherCore
import UsherTemplates

/// A message's sources, and what has to hold for whatever is made from them.
struct Letter {
    let sources: MessageSources

    static let shop = ["name": "Fern & Co", "url": "https://shop.example"]
    /// Values that would be noticed where they became markup.
    static let nasty = values(
        "x y=z <b a=\"1\">'&\"{{a}}\u{F0000}\u{2028}\r\n**_[x](y)</b>", url: "https://x.example/\"'<>&{{a}}")
    static let plain = values("x", url: "https://x.example/y")

    init(template: String, layout: String = "{{content}}", partials: [String: (ending: String, text: String)] = [:]) {
        sources = MessageSources(
            template: SourceFile(path: "templates/a.md", text: template),
            layout: SourceFile(path: "templates/layouts/default.html", text: layout),
            partials: Dictionary(
                uniqueKeysWithValues: partials.map { name, partial in
                    (name, SourceFile(path: "templates/partials/\(name).\(partial.ending)", text: partial.text))
                }),
            sender: Mailbox(name: "Shop", address: "hello@shop.example"),
            campaign: CampaignFacts(
                name: "welcome", title: "Welcome",
                callToAction: CallToAction(text: "Look", url: "https://shop.example/look")),
            kind: .marketing, shop: Self.shop, domain: "shop.example", language: "en",
            tracking: LinkTracking(publicURL: "https://shop.example/mail", mode: .all))
    }

    /// Throws unless it is compiled to something sound, or refused with problems that stand in it. `ownMarkup`: all
    /// markup is Markdown's.
    func hold(ownMarkup: Bool = false) throws(Breach) {
        let message: CompiledMessage
        do throws(Problems) { message = try CompiledMessage.compile(sources) } catch {
            return try Self.hold(
                error.list,
                of: [sources.template.text, sources.layout.text] + sources.partials.values.map(\.text))
        }
        _ = message.check(Vocabulary(["a": .init(.text, isAlwaysPresent: false)]))
        let rendered = [Self.plain, Self.nasty].compactMap { try? message.render($0) }
        guard rendered.count == 2 else { return }
        for one in rendered {
            try FuzzTargets.hold(
                !one.subject.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F },
                "The subject has a control character: \(one.subject)")
            for part in [one.text, one.html] {
                if let fault = QuotedLines.fault(in: part) { throw Breach("Not quoted-printable: \(fault)") }
            }
        }
        let markup = rendered.map { Markup(QuotedPrintable.decode($0.html)) }
        try FuzzTargets.hold(markup[0] == markup[1], "Values become markup: \(markup[0]) \(markup[1])")
        if ownMarkup, let fault = markup[0].foreign { throw Breach("Markdown becomes other markup: \(fault)") }
        let tokens = (0..<message.linkCount).map { "T\($0)" }
        guard let tracked = try? message.render(Self.plain, tokens: tokens) else {
            throw Breach("It can be rendered only without tokens.")
        }
        let elements = Markup(QuotedPrintable.decode(tracked.html)).elements.map { $0.prefix { $0 != "=" } }
        try FuzzTargets.hold(
            elements == markup[0].elements.map { $0.prefix { $0 != "=" } }, "Tracking links changes the markup.")
        for number in 0..<message.linkCount where number > 0 {
            let address = (try? message.address(ofLink: number, Self.plain)).flatMap { $0 }
            try FuzzTargets.hold(address != nil, "Link \(number) leads nowhere.")
        }
    }

    static func hold(_ problems: [Problem], of texts: [String]) throws(Breach) {
        try FuzzTargets.hold(!problems.isEmpty, "It is refused, and nothing is wrong.")
        let lines = 2 + (texts.map { $0.utf8.count { $0 == 0x0A || $0 == 0x0D } }.max() ?? 0)
        for problem in problems {
            try FuzzTargets.hold((1...lines).contains(problem.line ?? 1), "There is no line \(problem.place).")
            try FuzzTargets.hold(problem.column ?? 1 >= 1, "There is no column \(problem.place).")
        }
    }

    private static func values(_ text: String, url: String) -> TemplateValue {
        .object([
            "a": .text(text), "url": .text(url), "l": .list([.text(text), .text(text)]),
            "o": .object(["x": .text(text), "a": .text(text)]), "unsubscribe_url": .text("https://shop.example/u"),
        ])
    }
}
