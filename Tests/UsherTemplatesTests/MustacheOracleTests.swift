import Mustache
import Testing
import TestSupport
import UsherCore
import UsherTemplates

/// swift-mustache says what Mustache means; it has no opinion on strictness, so every value here has a fallback or is
/// there.
@Suite("Renders as Mustache does")
struct MustacheOracleTests {
    @Test("Any layout with any values")
    func layouts() throws {
        var random = SeededGenerator(seed: 1789)
        for _ in 0..<400 {
            let layout = Self.lines(&random)
            let values = Self.values(&random)
            let ours = try Sample.render(Sample.sources("Hi", layout: layout + "{{content}}"), values.dotted).html
            let theirs = try MustacheTemplate(string: layout).render(values.plain) + "<p>Hi</p>\n"
            try #require(ours == theirs, "of \(layout.debugDescription) with \(values.dotted)")
        }
    }

    @Test("Any text footer with any values, without the HTML escapes")
    func texts() throws {
        var random = SeededGenerator(seed: 1848)
        for _ in 0..<200 {
            let footer = Self.lines(&random)
            let values = Self.values(&random)
            let ours = try Sample.render(Sample.sources("Hi", partials: ["footer.txt": footer]), values.dotted).text
            let theirs = try MustacheTemplate(string: "{{% CONTENT_TYPE:TEXT}}\n" + footer).render(values.plain)
            try #require(ours == "Hi\n\n" + theirs, "of \(footer.debugDescription) with \(values.dotted)")
        }
    }

    /// What `{{.}}` and `{{title}}` are where a part stands.
    private enum Scope {
        case top, item, row
    }

    /// Whole lines: words, and sections whose tags are alone on their lines.
    private static func lines(_ random: inout SeededGenerator, depth: Int = 0, scope: Scope = .top) -> String {
        (0..<Int.random(in: 1...4, using: &random)).map { _ in
            let indent = ["", "", "  "].randomElement(using: &random) ?? ""
            func section(_ mark: String, _ name: String, _ inner: Scope) -> String {
                let open = "\(indent){{\(mark)\(name)}} \n"
                return open + lines(&random, depth: depth + 1, scope: inner) + "\(indent){{/\(name)}}\n"
            }
            switch Int.random(in: 0..<(depth < 2 ? 9 : 4), using: &random) {
            case 0...2: return "|" + words(&random, depth: depth, scope: scope) + "\n"
            case 3: return "|\n\n|{{! a comment }} \n  {{! alone }}\n"
            case 4: return section("#", "items", .item)
            case 5: return section("#", "rows", .row)
            case 6: return section("^", "rows", scope == .row ? .row : .top)
            case 7: return section("#", "name", .item)
            default: return section(Bool.random(using: &random) ? "#" : "^", "flag", scope)
            }
        }.joined()
    }

    /// A part of a line.
    private static func words(_ random: inout SeededGenerator, depth: Int, scope: Scope) -> String {
        (0..<Int.random(in: 1...5, using: &random)).map { _ in
            let names = ["name", "contact.city", "contact.gone", "gone"] + (scope == .row ? ["title"] : [])
            let name = names.randomElement(using: &random) ?? "name"
            func inner(_ scope: Scope) -> String { words(&random, depth: depth + 1, scope: scope) }
            switch Int.random(in: 0..<(depth < 3 ? 9 : 4), using: &random) {
            case 0, 1: return ["word ", "a & b", "é=", "{ ", "}} ", "  "].randomElement(using: &random) ?? ""
            case 2: return scope == .item ? "{{.}}" : "{{#\(name)}}{{ \(name) }}{{/\(name)}}"
            case 3: return "{{\(name)}}{{^\(name)}}-{{/\(name)}}"
            case 4: return "{{#flag}}\(inner(scope)){{/flag}}{{^flag}}\(inner(scope)){{/flag}}"
            case 5: return "{{#items}}\(inner(.item)){{/items}}"
            case 6: return "{{#rows}}\(inner(.row)){{/rows}}{{^rows}}\(inner(scope == .row ? .row : .top)){{/rows}}"
            case 7: return "{{#name}}\(inner(.item)){{/name}}"
            default: return "{{#contact}}{{city}}{{^gone}}none{{/gone}}{{/contact}}"
            }
        }.joined()
    }

    private struct Values {
        var dotted: [String: TemplateValue] = [:]
        var plain: [String: Any] = [:]
    }

    private static func values(_ random: inout SeededGenerator) -> Values {
        func text() -> String {
            (0..<3).map { _ in ["a", "<b>", "&", "\"", "'", "é", " ", "=", "."].randomElement(using: &random) ?? "" }
                .joined()
        }
        var values = Values()
        if Bool.random(using: &random) {
            let name = text()
            values.dotted["name"] = .text(name)
            values.plain["name"] = name
        }
        let city = text()
        values.dotted["contact.city"] = .text(city)
        values.plain["contact"] = ["city": city]
        let flag = Bool.random(using: &random)
        values.dotted["flag"] = .flag(flag)
        values.plain["flag"] = flag
        let items = (0..<Int.random(in: 0...3, using: &random)).map { _ in text() }
        values.dotted["items"] = .list(items.map { .text($0) })
        values.plain["items"] = items
        let rows = (0..<Int.random(in: 0...2, using: &random)).map { _ in ["title": text(), "name": text()] }
        values.dotted["rows"] = .list(rows.map { .object($0.mapValues { .text($0) }) })
        values.plain["rows"] = rows
        return values
    }
}
