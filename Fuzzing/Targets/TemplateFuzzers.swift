import UsherCore
import UsherTemplates

extension Fuzzer {
    private static let markdownWords = [
        "**", "*", "_", "`", "```\n", "> ", "- ", "1. ", "# ", "\n\n", "[a](https://x.example/)",
        "![a](https://x.example/)",
        "](", "![", " \"button\")", "<https://x.example>", "<b>", "<!--", "&lt;", "&#60;", "javascript:", "data:", "\\",
        "    ", "---\n", "mailto:", "\n  ", "&colon;", "&Tab;", "<", "[a]: https://x.example/\n",
    ]
    private static let tagWords = [
        "{{a}}", "{{#a}}", "{{/a}}", "{{^a}}", "{{#l}}", "{{/l}}", "{{.}}", "{{o.x}}", "{{#o}}", "{{/o}}", "{{url}}",
        "\n{{#a}}\n", "\n{{/a}}\n", "\n{{#l}}\n", "\n{{/l}}\n", "{{! c }}", "{{> p}}", "{{> q}}", "\n  {{> p}}\n",
        "{{{a}}}", "{{&a}}", "{{=<% %>=}}", "}}", "{{", "{{shop.name}}", "{{call_to_action.url}}",
        "{{unsubscribe_url}}",
        "\n> {{#a}}\n", "\n> {{/a}}\n",
    ]

    /// The head of a template: what stands between its two lines of `---`.
    static let frontMatter = Fuzzer(
        "front-matter", longest: 1024,
        words: [
            "subject: ", "preheader: ", "\"", "'", "''", "\\\"", "\\", "#", "\n", "---\n", "{{a}}", "{{#a}}", "{{/a}}",
        ]
    ) { octets throws(Breach) in
        let head = String(decoding: octets, as: UTF8.self)
        try Letter(template: "---\n\(head)\n---\nHello {{a}}.\n").hold()
    }

    /// The text of a template, with values in it.
    static let markdown = Fuzzer("markdown", longest: 2048, words: markdownWords + tagWords) { octets throws(Breach) in
        let body = String(decoding: octets, as: UTF8.self)
        try Letter(template: "---\nsubject: Hello\n---\n\(body)").hold(ownMarkup: true)
    }

    /// A template, its layout, a partial of Markdown and one of text, one after the other between lines of `%%`.
    static let template = Fuzzer(
        "template", longest: 2048,
        words: [
            "\n%%\n", "<p>", "</p>", "<a href=\"", "\">", "</a>", "{{content}}", "{{subject}}", "{{preheader}}",
            "{{language}}", "<title>", "</title>", "<style>", "</style>", "<!--", "-->", "<script>", "style=\"",
            "class='",
            "subject: ", "---\n",
        ] + tagWords + markdownWords
    ) { octets throws(Breach) in
        let parts = parts(of: octets, most: 5)
        try Letter(
            template: parts[0], layout: parts[1].isEmpty ? "{{content}}" : parts[1],
            partials: ["p": ("md", parts[2]), "footer.txt": ("txt", parts[3]), "q": ("html", parts[4])]
        ).hold()
    }

    /// A page and its layout, with a line of `%%` between them.
    static let page = Fuzzer(
        "page", longest: 2048,
        words: [
            "\n%%\n", "---\ntitle: ", "---\n", "<p>", "</p>", "<form method=\"post\">", "</form>", "<input value=\"",
            "\">",
            "<a href=\"", "</a>", "{{content}}", "{{title}}", "{{language}}", "<title>", "</title>", "<style>",
            "</style>",
            "<!--", "-->", "<script>", "style=\"", "onclick=\"", "src=\"", "'", "\u{A0}", "\u{85}", "--!>",
            "<textarea>", "=", "<\u{E9}",
        ] + tagWords
    ) { octets throws(Breach) in
        let parts = parts(of: octets, most: 2)
        let sources = PageSources(
            template: SourceFile(path: "templates/pages/a.html", text: parts[0]),
            layout: SourceFile(
                path: "templates/layouts/page.html", text: parts[1].isEmpty ? "{{content}}" : parts[1]),
            shop: Letter.shop, language: "en")
        let page: CompiledPage
        do throws(Problems) { page = try CompiledPage.compile(sources) } catch {
            return try Letter.hold(error.list, of: parts)
        }
        let pages = [Letter.plain, Letter.nasty].compactMap { try? page.render($0) }
        guard pages.count == 2 else { return }
        let (plain, nasty) = (Markup(pages[0]), Markup(pages[1]))
        try FuzzTargets.hold(plain == nasty, "Values become markup: \(plain) \(nasty)")
        try FuzzTargets.hold(!plain.elements.contains { $0.prefix { $0 != " " } == "script" }, "A page has a script.")
    }

    private static func parts(of octets: [UInt8], most: Int) -> [String] {
        var parts = octets.split(separator: Array("\n%%\n".utf8), maxSplits: most - 1, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
        while parts.count < most { parts.append("") }
        return parts
    }
}
