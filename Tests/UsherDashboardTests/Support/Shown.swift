import Foundation
import Logging
import Testing
import UsherCore

@testable import UsherDashboard
@testable import UsherWeb

/// A page as it is rendered, and what stands in its tables.
enum Shown {
    static func html(
        _ page: DashboardPage, _ values: [String: TemplateValue], _ language: DashboardLanguage
    ) throws -> String {
        let press = try DashboardPress(logger: Logger(label: "test"))
        let around: [String: TemplateValue] = [
            "is_wrong": .flag(false), "room": .text("r"), "page_token": .text("token"), "counted_at": .text("now"),
            "is_renewed": .flag(false),
        ]
        .merging(BareFrame.values) { first, _ in first }
        let answer = press.answer(page, language, values.merging(around) { first, _ in first })
        #expect(answer.status == 200)
        guard case .octets(let octets, _) = answer.content else { return "" }
        let html = String(decoding: octets, as: UTF8.self)
        #expect(!html.contains("[[") && !html.contains("{{") && !html.contains("style=") && !html.contains("nan"))
        return html
    }

    /// The rows of a table's body, each as the texts of its cells, without the heads that a small screen shows.
    static func rows(_ id: String, in html: String) throws -> [[String]] {
        let table = try #require(html.components(separatedBy: "<table id=\"\(id)\"").dropFirst().first)
            .components(separatedBy: "</table>")[0]
        let body = try #require(table.components(separatedBy: "<tbody").dropFirst().first)
        return body.components(separatedBy: "<tr").dropFirst().map { row in
            row.matches(of: /<t[hd][^>]*>(.*?)<\/t[hd]>/).map { cell in
                String(cell.output.1).replacing(/<span class="head"[^>]*>[^<]*<\/span>/, with: "")
                    .replacing(/<[^>]+>/, with: " ").replacing(/\s+/, with: " ")
                    .trimmingCharacters(in: .whitespaces)
            }
        }
    }
}
