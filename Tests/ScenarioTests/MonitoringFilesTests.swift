import Foundation
import TestSupport
import Testing

private enum Promtool {
    static let path = "/usr/bin/promtool"
    static let isHere = FileManager.default.isExecutableFile(atPath: path)
}

@Suite("The files for Prometheus and Grafana")
struct MonitoringFilesTests {
    private let rules: String
    private let expressions: [String]

    init() throws {
        rules = try Repository.text("docs/web/prometheus-alerts.yml")
        let board = try JSONSerialization.jsonObject(
            with: Data(Repository.text("docs/web/grafana-dashboard.json").utf8))
        let panels = try #require((board as? [String: Any])?["panels"] as? [[String: Any]])
        expressions = panels.flatMap { ($0["targets"] as? [[String: Any]] ?? []).compactMap { $0["expr"] as? String } }
    }

    @Test("Ask for metrics and labels that there are, and for every one but those of the process")
    func names() throws {
        let sources = try [
            "UsherWeb/Health/HealthRoutes", "UsherWeb/Health/WebMeter+Metric", "UsherDaemon/Public/PublicAddress",
            "UsherDaemon/Public/DeliveryMeter",
        ].map { try Repository.text("Sources/\($0).swift") }.joined()
        let known = Set(sources.matches(of: /"(usher_[a-z_]+)"/).map { String($0.output.1) })
        let asked = Set(
            (rules + expressions.joined(separator: "\n")).matches(of: /usher_[a-z_]+/).map { String($0.output) })
        #expect(asked.isSubset(of: known), "\(asked.subtracting(known))")
        #expect(known.subtracting(asked) == ["usher_build_info", "usher_start_time_seconds"])
        for label in (rules + expressions.joined()).matches(of: /[{ ]([a-z]+)=~?"/) {
            let name = String(label.output.1)
            #expect(name == "job" || sources.contains("\"\(name)\": "), "\(name)")
        }
    }

    @Test("promtool takes the rules, and every question of the dashboard", .enabled(if: Promtool.isHere))
    func promtool() async throws {
        let folder = try TemporaryFolder()
        let asked = expressions.enumerated().map { "      - record: panel:\($0)\n        expr: '\($1)'\n" }.joined()
        let files = [
            "alerts.yml": rules, "board.yml": "groups:\n  - name: board\n    rules:\n\(asked)",
        ]
        for (name, text) in files { try Data(text.utf8).write(to: URL(fileURLWithPath: folder(name))) }
        let said = try await Program(Promtool.path, ["check", "rules", folder("alerts.yml"), folder("board.yml")])
            .wait()
        #expect(said.end == .exit(0), "\(said.output)\(said.errors)")
        #expect(said.output.contains("\(expressions.count) rules found"))
    }
}
