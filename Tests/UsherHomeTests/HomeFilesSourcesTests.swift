import Testing
import UsherCore

@testable import UsherHome

@Suite("What a message is made from")
struct HomeFilesSourcesTests {
    private static func variants(_ name: String, _ ending: String, _ languages: [String] = []) -> TemplateVariants {
        let file = { (tag: String) in SourceFile(path: "templates/\(name)\(tag).\(ending)", text: name + tag) }
        return TemplateVariants(
            base: file(""), languages: Dictionary(uniqueKeysWithValues: languages.map { ($0, file(".\($0)")) }))
    }

    private let files = HomeFiles(
        settings: Settings(
            sender: Mailbox(name: "Boat", address: "hello@shop.example"), postalAddress: "Quay 1",
            shop: ShopSettings(name: "Boat", language: "en", extra: ["founder": "Ida"]),
            unsubscribe: UnsubscribeRoutes(mailto: "no@shop.example"), bounceDomain: "bounce.shop.example"),
        campaigns: [
            Campaign(
                name: "excite", title: "Delight", moves: Move(from: .convert, to: .excite),
                callToAction: CallToAction(text: "Open", url: "https://shop.example"),
                steps: [Step(name: "one", wait: .none, kind: .transactional), Step(name: "two", wait: .none)])
        ],
        templates: TemplateFiles(
            layouts: ["default": variants("layouts/default", "html", ["de"])],
            partials: ["footer.txt": variants("partials/footer", "txt", ["de", "pt"])],
            notices: ["test": variants("notices/test", "md")],
            steps: ["excite": ["one": variants("excite/one", "md", ["de", "pt-BR"])]]))

    @Test(
        "Takes the nearest language that the template is written in, and the frame in the same",
        arguments: [
            ("en", "templates/excite/one.md", "en", "templates/layouts/default.html", "templates/partials/footer.txt"),
            (
                "de", "templates/excite/one.de.md", "de", "templates/layouts/default.de.html",
                "templates/partials/footer.de.txt"
            ),
            (
                "de-AT", "templates/excite/one.de.md", "de", "templates/layouts/default.de.html",
                "templates/partials/footer.de.txt"
            ),
            (
                "pt-BR", "templates/excite/one.pt-BR.md", "pt-BR", "templates/layouts/default.html",
                "templates/partials/footer.pt.txt"
            ),
            ("pt", "templates/excite/one.md", "en", "templates/layouts/default.html", "templates/partials/footer.txt"),
            ("", "templates/excite/one.md", "en", "templates/layouts/default.html", "templates/partials/footer.txt"),
        ])
    func picks(_ language: String, _ template: String, _ found: String, _ layout: String, _ footer: String) throws {
        let sources = try #require(files.sources(campaign: "excite", step: "one", language: language))
        #expect(sources.template.path == template)
        #expect(sources.language == found)
        #expect(sources.layout.path == layout)
        #expect(sources.partials["footer.txt"]?.path == footer)
    }

    @Test("Carries everything that does not differ between two people")
    func facts() throws {
        let sources = try #require(files.sources(campaign: "excite", step: "one", language: "en"))
        #expect(sources.kind == .transactional)
        #expect(sources.step == "one")
        #expect(sources.campaign?.title == "Delight")
        #expect(sources.domain == "shop.example")
        #expect(sources.bounceDomain == "bounce.shop.example")
        #expect(sources.unsubscribe.mailto == "no@shop.example")
        #expect(
            sources.shop == [
                "name": "Boat", "founder": "Ida", "postal_address": "Quay 1", "email": "hello@shop.example",
                "language": "en", "zone": "UTC",
            ])
    }

    @Test("Transactional mail may have a sender and keys of its own")
    func transactional() throws {
        var files = files
        files.settings.dkim = .keys("news")
        files.settings.transactional = TransactionalSettings(
            sender: Mailbox(name: "Orders", address: "orders@orders.shop.example"), dkim: .keys("orders"))
        let step = try #require(files.sources(campaign: "excite", step: "one", language: "en"))
        let notice = try #require(files.sources(notice: "test", language: "en"))
        for sources in [step, notice] {
            #expect(sources.sender.address == "orders@orders.shop.example" && sources.dkimKeys == "orders")
            #expect(sources.domain == "orders.shop.example")
            #expect(sources.shop["email"] == "orders@orders.shop.example")
        }
    }

    @Test("Tags the call to action for its campaign and step, unless the settings say no")
    func tags() {
        var files = files
        #expect(
            files.sources(campaign: "excite", step: "one", language: "en")?.campaign?.callToAction.url
                == "https://shop.example?utm_source=usher&utm_medium=email&utm_campaign=excite&utm_content=one")
        files.settings.tagsLinks = false
        let plain = files.sources(campaign: "excite", step: "one", language: "en")?.campaign?.callToAction
        #expect(plain == CallToAction(text: "Open", url: "https://shop.example"))
    }

    @Test("Is nothing for a step without a template, and lists every variant once")
    func all() {
        #expect(files.sources(campaign: "excite", step: "two", language: "en") == nil)
        #expect(files.sources(campaign: "other", step: "one", language: "en") == nil)
        #expect(files.sources(notice: "test", language: "de")?.campaign == nil)
        #expect(
            files.allSources().map(\.template.path) == [
                "templates/excite/one.md", "templates/excite/one.de.md", "templates/excite/one.pt-BR.md",
                "templates/notices/test.md",
            ])
    }
}
