import Foundation
import Logging
import TestSupport
import Testing
import UsherCore

@testable import UsherDashboard

@Suite("The dashboard's words and pages")
struct TextsTests {
    private static func keys(in text: String) -> [String] {
        text.matches(of: /\[\[([a-z_0-9]+)\]\]/).map { String($0.output.1) }
    }

    private static func tags(in text: String) -> [String] {
        text.matches(of: /\{\{([^}]+)\}\}/).map { String($0.output.1) }.sorted()
    }

    @Test("Every key has words in both languages, with the same values in them")
    func both() {
        #expect(Texts.table.count > 60)
        for (key, words) in Texts.table {
            #expect(!words.english.isEmpty && !words.german.isEmpty, "\(key)")
            #expect(Self.tags(in: words.english) == Self.tags(in: words.german), "\(key)")
            #expect(!words.english.contains("[[") && !words.german.contains("[["), "\(key)")
        }
    }

    @Test("Every key that a template or the code names is there, and no other")
    func used() throws {
        var named: Set<String> = []
        let folder = Repository.file("Sources/UsherDashboard")
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder)
        where name.hasSuffix(".swift") || name.hasSuffix(".html") {
            let text = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
            if name.hasSuffix(".html") {
                for key in Self.keys(in: text) {
                    #expect(Texts.table[key] != nil, "\(name) names \(key)")
                    named.insert(key)
                }
            } else if !name.contains("Texts+") {
                named.formUnion(text.matches(of: /"([a-z_0-9]+)"/).map { String($0.output.1) })
            }
        }
        named.formUnion(Frame.Part.allCases.map { "nav_\($0.rawValue)" })
        named.formUnion(DeliveryState.allCases.map { "state_\($0.rawValue)" })
        named.formUnion(OperationsPage.List.allCases.flatMap { ["\($0.rawValue)_title", "\($0.rawValue)_none"] })
        named.formUnion((1...7).map { "weekday_\($0)" })
        let unused = Set(Texts.table.keys).subtracting(named)
        #expect(unused == [])
    }

    @Test("Every template compiles, in every language")
    func compile() throws {
        _ = try DashboardPress(logger: Logger(label: "test"))
    }

    @Test("Words are escaped, and tags in them stay tags")
    func filling() {
        let texts = Texts(.german)
        #expect(texts.filled("<b>[[leave]]</b> [[without_stage]]") == "<b>Abmelden</b> Ohne Stufe: {{without_stage}}")
        #expect(texts.filled("a [[b") == "a [[b")
        #expect(Texts(.english)["nothing of this name"] == "nothing of this name")
    }

    @Test(
        "The browser says which language",
        arguments: [
            (nil, "en"), ("", "en"), ("de", "de"), ("de-AT,de;q=0.9,en;q=0.8", "de"), ("fr,de;q=0.5", "de"),
            ("fr", "en"),
            ("en-GB,de", "en"), ("*", "en"), (String(repeating: "de,", count: 5000), "de"),
        ] as [(String?, String)])
    func language(field: String?, expected: String) {
        #expect(DashboardLanguage(accepting: field).rawValue == expected)
    }
}
