import Testing

@testable import UsherCore

@Suite("What every marketing message shows its reader")
struct MarketingPromiseTests {
    private static let url = "https://shop.example/mail/u/TOKEN"

    private static func lacks(
        text: String, html: String, address: String? = "Paper Boat, Quay 1\n20095 Hamburg", mailto: String? = nil,
        url: String? = url, sender: String = "hello@shop.example"
    ) -> [MarketingPromise.Lack.Kind] {
        let sources = MessageSources(
            template: SourceFile(path: "a.md", text: ""), layout: SourceFile(path: "b.html", text: ""),
            sender: Mailbox(name: "", address: sender), kind: .marketing,
            shop: address.map { ["postal_address": $0] } ?? [:],
            unsubscribe: UnsubscribeRoutes(publicURL: "https://shop.example/mail", mailto: mailto),
            domain: "shop.example")
        return MarketingPromise(sources, unsubscribeURL: url).lacks(text: Array(text.utf8), html: Array(html.utf8))
            .map(\.kind)
    }

    private static let address = "Paper Boat, Quay 1, 20095 Hamburg"
    private static let link = "<a href=\"\(url)\">No more</a>"

    @Test("The way to say no is the message's own link, or the address that is for it")
    func ways() {
        let no: [MarketingPromise.Lack.Kind] = [.wayToSayNoInHTML, .wayToSayNoInText]
        let cases: [(text: String, html: String, mailto: String?, url: String?, lacks: [MarketingPromise.Lack.Kind])] =
            [
                (Self.url, Self.link, nil, Self.url, []),
                (Self.url, "<p>\(Self.url)</p>", nil, Self.url, []),
                ("", "", nil, Self.url, no),
                (Self.url, "", nil, Self.url, [.wayToSayNoInHTML]),
                ("", Self.link, nil, Self.url, [.wayToSayNoInText]),
                ("https://shop.example/mail/u/", "<a href=\"https://shop.example/mail\">x</a>", nil, Self.url, no),
                (Self.url, Self.link, nil, nil, no),
                (Self.url, Self.link, nil, "", no),
                (
                    "No@Shop.example", "<a href=\"mailto:no@shop.example?subject=stop\">x</a>", "no@shop.example", nil,
                    []
                ),
                ("mailto:no@shop.example", "<a href=\"MAILTO:no@shop.example\">x</a>", "no@shop.example", nil, []),
                ("x", "<a href=\"mailto:no@shop.example.org\">x</a>", "no@shop.example", nil, no),
                // Answers go there anyway: the address alone says nothing about saying no.
                (
                    "hello@shop.example", "<a href=\"mailto:hello@shop.example\">x</a>", "hello@shop.example", nil,
                    [.wayToSayNoInText]
                ),
            ]
        for one in cases {
            let lacks = Self.lacks(
                text: "\(one.text)\n\(Self.address)", html: "\(one.html)<p>\(Self.address)</p>", mailto: one.mailto,
                url: one.url)
            #expect(lacks == one.lacks, "\(one.text) \(one.html)")
        }
    }

    @Test("The postal address is its words in their order, however they are set")
    func addresses() {
        let shown = [
            Self.address, "paper boat · QUAY 1 · 20095 hamburg", "Paper&nbsp;Boat<br>Quay 1<br>20095 Ham&shy;burg",
            "<b>Paper</b> Boat<p>Quay&#32;1</p><p>20095 Hamburg</p>",
        ]
        for address in shown {
            #expect(
                Self.lacks(text: Self.url + "\n" + Self.address, html: "\(Self.link)<p>\(address)</p>") == [],
                "\(address)")
        }
        let missing = [
            "", "Paper Boat, Quay 1", "Quay 1, Paper Boat, 20095 Hamburg", "Paper Boat, Quay 1, 20095 Hamburger",
        ]
        for address in missing {
            let lacks = Self.lacks(text: Self.url + "\n" + Self.address, html: Self.link + "<p>\(address)</p>")
            #expect(lacks == [.postalAddressInHTML], "\(address)")
        }
        #expect(Self.lacks(text: Self.url, html: "\(Self.link)<p>\(Self.address)") == [.postalAddressInText])
    }

    @Test("An address without a word is shown nowhere")
    func noAddress() {
        for address in [nil, "", " \n", "\u{200B}\u{00A0}", "\u{3164}", "- ."] {
            let lacks = Self.lacks(text: Self.url + "x", html: Self.link, address: address)
            #expect(lacks == [.postalAddressInHTML, .postalAddressInText])
            #expect(!MarketingPromise.isPostalAddress(address ?? ""))
        }
    }

    @Test("Post comes to two words, or to one of a script that parts none")
    func postalAddresses() {
        for address in ["Quay 1", "Paper Boat, Hamburg", "北京市朝阳区建国路", "Ул. Ленина 1"] {
            #expect(MarketingPromise.isPostalAddress(address), "\(address)")
        }
        for address in [
            "x", "x y", "1 2 3 4", "Hamburg", "x\u{3164}\u{3164} \u{3164}y", "\u{301}\u{301}\u{301} \u{301}",
        ] {
            #expect(!MarketingPromise.isPostalAddress(address), "\(address)")
        }
    }

    @Test("What is there and may be hidden is said with what hides it, and what to do")
    func veils() {
        let cases: [(style: String, clause: String)] = [
            ("clip-path:inset(100%)", "it stands in something styled 'clip-path:inset(100%)', which may hide it"),
            ("color:#fff;background:white", "it is written in #ffffff on #ffffff, which nobody can read"),
            ("font-size: 2px", "its letters may be smaller than 6 pixels"),
        ]
        for one in cases {
            let sources = MessageSources(
                template: SourceFile(path: "a.md", text: ""), layout: SourceFile(path: "b.html", text: ""),
                sender: Mailbox(name: "", address: "hello@shop.example"), kind: .marketing,
                shop: ["postal_address": Self.address],
                unsubscribe: UnsubscribeRoutes(publicURL: "https://shop.example/mail", mailto: nil),
                domain: "shop.example")
            let html = "<div style=\"\(one.style)\">\(Self.address) \(Self.url)</div>"
            let lacks = MarketingPromise(sources, unsubscribeURL: Self.url)
                .lacks(text: Array("\(Self.url) \(Self.address)".utf8), html: Array(html.utf8))
            #expect(
                lacks.map(\.sentence) == [
                    "the HTML part shows no way to say no: \(one.clause)",
                    "the HTML part does not show the postal address: \(one.clause)",
                ])
            #expect(lacks.first?.remedy == "put {{unsubscribe_url}} where it is plain to see")
        }
    }
}
