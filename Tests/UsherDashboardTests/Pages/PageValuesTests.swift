import Foundation
import Logging
import Testing
import UsherCore

@testable import UsherDashboard
@testable import UsherWeb

@Suite("How long a page may be")
struct PageValuesTests {
    /// What a template asks for, with as much of it as nobody has: every section a list of lists, every value a text
    /// that is escaped.
    private struct Everything {
        private var rest: ArraySlice<(sign: String, name: String)>
        private(set) var names: Set<String> = []

        init(_ template: String) {
            rest =
                template.matches(of: /\{\{([#^\/]?)([a-z_]+)\}\}/).map {
                    (String($0.output.1), String($0.output.2))
                }[...]
        }

        mutating func values(depth: Int = 0) -> [String: TemplateValue] {
            var values: [String: TemplateValue] = [:]
            while let (sign, name) = rest.popFirst() {
                switch sign {
                case "#":
                    var inner = self.values(depth: depth + 1)
                    if case .list(let rows)? = values[name], case .object(let earlier)? = rows.first {
                        inner.merge(earlier) { $1 }
                    }
                    let row = TemplateValue.object(inner)
                    // Three deep, there are enough of them.
                    values[name] = .list(Array(repeating: row, count: depth == 0 ? 60 : 4))
                case "^": _ = self.values(depth: depth + 1)
                case "/": return values
                default:
                    names.insert(name)
                    values[name] = values[name] ?? .text(String(repeating: "<&\"ä", count: depth == 0 ? 4_000 : 40))
                }
            }
            return values
        }
    }

    @Test(
        "However much there is to show, no page is longer than 150 KB, and each says so",
        arguments: DashboardPage.allCases)
    func everything(page: DashboardPage) throws {
        let press = try DashboardPress(logger: Logger(label: "test"))
        for language in DashboardLanguage.allCases {
            var template = Everything(
                Texts(language).filled(
                    EmbeddedDashboard.text("\(page.rawValue).html") + EmbeddedDashboard.text("layout.html")))
            var values = template.values()
            for name in template.names where values[name] == nil { values[name] = .text("<") }
            // What is compared is one thing with four days, and no list.
            let day = TemplateValue.text("<")
            values["compared"] = .object(["whole_from": day, "whole_to": day, "before_from": day, "before_to": day])
            values["title"] = nil
            values["content"] = nil
            let answer = press.answer(page, language, values)
            guard case .octets(let octets, _) = answer.content else {
                Issue.record("no page")
                continue
            }
            #expect(answer.status == 200 && octets.count <= 150_000, "\(octets.count)")
            let html = String(decoding: octets, as: UTF8.self)
            #expect(html.hasSuffix("</html>\n") && html.contains(Texts(language)["page_cut"]))
        }
    }

    @Test("What fits is left as it is; of what does not, the longest is cut first, and nothing short is")
    func order() {
        let small: [String: TemplateValue] = ["token": .text("secret"), "list": .list([.text("one")])]
        #expect(PageValues(small).values == small && !PageValues(small).isCut)
        let rows = (1...5_000).map {
            TemplateValue.object(["sentence": .text("\($0) " + String(repeating: "x", count: 50))])
        }
        var values = PageValues(["token": .text("secret"), "few": .list([.text("one")]), "many": .list(rows)])
        #expect(values.isCut && values.values["token"] == .text("secret"))
        guard case .list(let left)? = values.values["many"] else {
            Issue.record("no list")
            return
        }
        #expect(left.count == 1_250 && left == Array(rows.prefix(1_250)))
        while values.cut() {}
        #expect(values.values["token"] == .text("secret") && values.values["few"] == .list([.text("one")]))
    }

    @Test("A text is cut at a character, and never longer than it may be")
    func beginning() {
        #expect("Grüße".beginning(of: 7) == "Grüße" && "Grüße".beginning(of: 6) == "Gr…" && "".beginning(of: 0) == "")
        let family = String(repeating: "👩‍👩‍👧", count: 40)
        #expect(family.beginning(of: 100).utf8.count <= 100 && family.beginning(of: 100).hasSuffix("👩‍👩‍👧…"))
    }
}
