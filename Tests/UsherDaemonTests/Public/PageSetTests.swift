import Crypto
import Foundation
import Logging
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherWeb

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome
@testable import UsherReports
@testable import UsherTemplates

@Suite("The pages of a home")
struct PageSetTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
    }

    private func write(_ path: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: folder(path)))
    }

    private func pages() throws -> PageSet { try PageSet(files: try HomeReader.read(folder.path)) }

    private func html(_ page: Page, _ pages: PageSet) throws -> String {
        String(decoding: try pages.render(page).html, as: UTF8.self)
    }

    @Test("every page fills in in every form and language, as a whole document", arguments: PageName.allCases)
    func all(name: PageName) throws {
        let pages = try pages()
        for form in PageSamples.forms(of: name) {
            for language in ["en", "de"] {
                let page = Page(name, language: language, values: form.values)
                #expect(page.misfits == [], "\(name) \(form.name)")
                let html = try html(page, pages)
                #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"\(language)\">"))
                #expect(html.contains("Falzgasse 9") && html.count(of: "<h1>") == 1 && html.count(of: "<main>") == 1)
                #expect(!html.contains("{{") && !html.contains("script") && !html.contains(" style="))
            }
        }
    }

    @Test("the policy names exactly the page's own style")
    func policy() throws {
        let page = try pages().render(Page(.almost))
        let text = String(decoding: page.html, as: UTF8.self)
        let start = try #require(text.firstRange(of: "<style>")).upperBound
        let end = try #require(text.firstRange(of: "</style>")).lowerBound
        let hash = Data(SHA256.hash(data: Data(text[start..<end].utf8))).base64EncodedString()
        #expect(page.styleHashes == [hash])
        #expect(page.contentSecurityPolicy.contains("style-src 'sha256-\(hash)';"))
    }

    @Test(
        "the language is the person's, else one that the browser accepts, else the shop's",
        arguments: [
            ("de", nil, "de"), ("de-AT", nil, "de"), ("fr", nil, "en"), ("fr", "de", "de"), ("en", "de", "en"),
            (nil, "fr, de;q=0.5, en;q=0.1", "de"), (nil, "fr", "en"), (nil, nil, "en"), ("", "de;q=0", "en"),
        ] as [(String?, String?, String)])
    func language(person: String?, browser: String?, shown: String) throws {
        let page = try pages().render(Page(.almost, language: person, accepting: browser))
        #expect(page.language == shown)
        #expect(String(decoding: page.html, as: UTF8.self).contains("<html lang=\"\(shown)\">"))
    }

    @Test("days are written as the page's language writes them")
    func days() throws {
        let pages = try pages()
        let values = TemplateValue.object(["until_on": .text("2026-12-22")])
        #expect(
            try html(Page(.unsubscribed, language: "de", values: values), pages).contains("bis zum 22. Dezember 2026"))
        #expect(try html(Page(.unsubscribed, values: values), pages).contains("until 22 December 2026"))
    }

    @Test("a shop's own page is shown, and what it does not have comes with Usher")
    func own() throws {
        try FileManager.default.removeItem(atPath: folder("templates/pages"))
        try FileManager.default.removeItem(atPath: folder("templates/layouts/page.html"))
        #expect(try html(Page(.almost, language: "de"), try pages()).contains("Fast geschafft"))
        try FileManager.default.createDirectory(
            atPath: folder("templates/pages"), withIntermediateDirectories: false)
        try write("templates/pages/almost.html", "---\ntitle: Soon\n---\n<h1>Soon, says {{shop.founder}}</h1>\n")
        let own = try html(Page(.almost, language: "de"), try pages())
        #expect(own.contains("<h1>Soon, says Ida</h1>") && own.contains("<html lang=\"en\">"))
        #expect(HomeCheck.run(folder.path).errors == [])
    }

    @Test(
        "what is wrong with a page is said at its place",
        arguments: [
            (
                "almost.de.html", "---\ntitle: Bald\n---\n<h1>{{hnit}}</h1>\n",
                "almost.de.html:4:5: error: unknown name 'hnit'; did you mean 'hint'?"
            ),
            (
                "almost.html", "---\ntitle: Soon\n---\n<h1 style=\"top: 0\">{{^hint}}{{/hint}}</h1>\n",
                "almost.html:4:10: error: a page has no attribute 'style': its Content-Security-Policy does not allow it; write a class, "
                    + "and put its rules into the <style> of templates/layouts/page.html"
            ),
            (
                "unsubscrib.html", "---\ntitle: x\n---\nx\n",
                "unsubscrib.html: error: there is no page 'unsubscrib'; did you mean 'unsubscribe'?"
            ),
            (
                "shop.html", "---\ntitle: x\n---\nx\n",
                "shop.html: error: there is no page 'shop'; the pages are unsubscribe, unsubscribed, almost, confirm, confirmed, review, "
                    + "reviewed, data, problem"
            ),
        ])
    func wrong(file: String, text: String, problem: String) throws {
        try write("templates/pages/\(file)", text)
        #expect(HomeCheck.run(folder.path).errors.map(\.description) == ["templates/pages/\(problem)"])
    }

    @Test(
        "a page that cannot be filled in is a plain one with the button that matters, and a new edition is shown at once"
    )
    func press() throws {
        let home = try OpenHome.open(folder.path, environment: [:])
        let editions = EditionBox(try home.edition)
        let press = try PagePress(editions, logger: Logger(label: "pages") { _ in SwiftLogNoOpLogHandler() })
        let broken = Page(
            .confirmed, values: .object(["promise": .object(["url": .text("javascript:x"), "text": .text("x")])]))
        #expect(String(decoding: press.render(broken).html, as: UTF8.self).contains("You are in."))
        #expect(press.render(broken).contentSecurityPolicy.contains("style-src 'none'"))
        #expect(String(decoding: PlainPage.rendered(.unsubscribe).html, as: UTF8.self).contains("value=\"all\""))
        try write("templates/pages/almost.html", "---\ntitle: Soon\n---\n<h1>Soon</h1>\n")
        let number = editions.number
        editions.edition = try home.edition(of: try HomeReader.read(folder.path))
        #expect(editions.number != number)
        #expect(String(decoding: press.render(Page(.almost)).html, as: UTF8.self).contains("<h1>Soon</h1>"))
    }

    @Test("a preview shows a page in a form and a language, and says what there is")
    func preview() throws {
        func preview(_ page: String, _ form: String? = nil, _ language: String? = nil) throws -> String {
            String(
                decoding: try PagePreview(home: folder.path, page: page, form: form, language: language).html,
                as: UTF8.self)
        }
        #expect(try preview("page/unsubscribe").contains("Sew a first booklet"))
        #expect(try preview("page/problem", "busy", "de").contains("Einen Moment, bitte"))
        #expect(throws: UnknownName.page("unsubscrib", hint: "; did you mean 'page/unsubscribe'?")) {
            try preview("page/unsubscrib")
        }
        #expect(throws: UnknownName.form("x", page: "page/data", known: ["full", "bare"])) {
            try preview("page/data", "x")
        }
    }
}

extension String {
    fileprivate func count(of part: String) -> Int { ranges(of: part).count }
}
