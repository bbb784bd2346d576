import Testing
import UsherCore

@Suite("The tags of a campaign's link")
struct LinkTagsTests {
    private static let settings = Settings(sender: Mailbox(name: "Shop", address: "a@shop.example"))

    private static func campaign(_ source: TrafficSource, _ tags: LinkTags = LinkTags()) -> Campaign {
        Campaign(
            name: "excite", title: "T", moves: Move(from: .convert, to: .excite),
            callToAction: CallToAction(text: "Go", url: "https://shop.example/go?a=b#c"), trafficSource: source,
            linkTags: tags)
    }

    @Test("An e-mail's link names its campaign and step; a tracked link its campaign and traffic source")
    func usual() {
        #expect(
            Self.campaign(.email).link(step: "how-to-use", settings: Self.settings)
                == "https://shop.example/go?a=b&utm_source=usher&utm_medium=email&utm_campaign=excite"
                + "&utm_content=how-to-use#c")
        #expect(
            Self.campaign(.directMail).link(settings: Self.settings)
                == "https://shop.example/go?a=b&utm_source=usher&utm_medium=direct_mail&utm_campaign=excite#c")
    }

    @Test("The campaign's own words go first, and the settings may switch all of it off")
    func own() {
        let tags = LinkTags(source: "craft weekly", campaign: "spring")
        #expect(
            Self.campaign(.ad, tags).link(settings: Self.settings)
                == "https://shop.example/go?a=b&utm_source=craft%20weekly&utm_medium=ad&utm_campaign=spring#c")
        var settings = Self.settings
        settings.tagsLinks = false
        #expect(Self.campaign(.ad, tags).link(settings: settings) == "https://shop.example/go?a=b#c")
    }
}
