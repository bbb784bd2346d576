import Foundation
import UsherHome

/// The files of the shop whose month is played: three e-mail campaigns one after the other, one without e-mails, a form
/// with a confirmed opt-in, and pages.
enum MonthHome {
    /// What a seed chooses of it.
    struct Choice: Hashable, Sendable {
        var holdsDoubt = false
        var connections = 3
        var perSecond = 10
    }

    /// The campaigns' e-mails in their order, and whether each is transactional.
    static let steps: [(campaign: String, names: [String])] = [
        ("welcome", ["hello", "tips", "offer"]), ("excite", ["thanks", "first", "more"]), ("ascend", ["next", "last"]),
    ]
    static let transactional: Set<String> = ["excite/thanks"]
    /// What somebody asked for just now: first steps that wait for nothing.
    static let atOnce: Set<String> = ["welcome/hello"]

    static func write(to folder: String, _ choice: Choice) throws {
        let shipped = EmbeddedHome.files.filter { file in
            ["templates/layouts/", "templates/partials/", "templates/pages/", "templates/notices/"]
                .contains { file.path.hasPrefix($0) } && !file.path.contains(".de.")
        }
        try HomeWriter.write(shipped, to: folder)
        for (path, text) in files(folder, choice) { try put(text, folder, path) }
    }

    static func put(_ text: String, _ folder: String, _ path: String) throws {
        let url = URL(fileURLWithPath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    /// A step's template in its `edition`-th wording.
    static func template(_ step: String, edition: Int) -> String {
        "---\nsubject: \(step)\n---\nWording \(edition) of \(step).\n\n[Go]({{call_to_action.url}})\n"
    }

    private static func files(_ folder: String, _ choice: Choice) -> [(String, String)] {
        var files = [
            (
                "config/usher.yaml",
                """
                mode: live
                sender: { name: Ida, address: ida@shop.example }
                postal_address: Quay 1, 20095 Hamburg
                shop: { name: Paper Boat, url: "https://shop.example", zone: UTC, texts: { founder: Ida } }
                smtp: { host: 127.0.0.1, port: 25, tls: none, connections: \(choice.connections) }
                unsubscribe: { mailto: no@shop.example }
                public: { url: "https://shop.example/mail", listen: "unix:\(folder)/public.sock" }
                window: "weekdays 09:00-18:00"
                cap: 20 hours
                limits: { per_second: \(choice.perSecond) }
                on_doubt: \(choice.holdsDoubt ? "hold" : "resend")
                consent: { double_opt_in: true }

                """
            ),
            (
                "config/journey.yaml",
                """
                unknown_people: add
                events:
                  visited: { reaches: aware }
                  signed_up: { reaches: engage }
                  confirmed: { reaches: subscribe }
                  purchased: { reaches: convert, means: purchase }
                  used: { reaches: excite }
                  upgraded: { reaches: ascend, means: purchase }
                  refunded: { means: refund }
                  low_score_given: { notice: low-score }

                """
            ),
            (
                "config/campaigns/notebook.yaml",
                """
                title: The notebook
                moves: engage -> subscribe
                call_to_action: { text: Send it, url: "https://shop.example/notebook" }
                traffic_source: other
                done_when: { event: confirmed }

                """
            ),
            ("config/campaigns/welcome.yaml", campaign("welcome", "subscribe -> convert", "confirmed", "purchased")),
            ("config/campaigns/excite.yaml", campaign("excite", "convert -> excite", "purchased", "used")),
            ("config/campaigns/ascend.yaml", campaign("ascend", "excite -> ascend", "used", "upgraded")),
        ]
        for (campaign, names) in steps {
            for name in names {
                files.append(("templates/\(campaign)/\(name).md", template("\(campaign)/\(name)", edition: 1)))
            }
        }
        return files
    }

    private static func campaign(_ name: String, _ moves: String, _ start: String, _ goal: String) -> String {
        let waits: [String: String] = [
            "hello": "wait: 0", "tips": "wait: 2 days, at: \"09:30\"", "offer": "wait: 3 days",
            "thanks": "wait: 0, kind: transactional", "first": "wait: 3 days, at: \"10:00\"", "more": "wait: 4 days",
            "next": "wait: 1 day", "last": "wait: 5 days, at: \"17:30\"",
        ]
        let steps = Self.steps.first { $0.campaign == name }?.names ?? []
        let lines = steps.map { "  - { name: \($0), \(waits[$0] ?? "wait: 1 day") }" }.joined(separator: "\n")
        return """
            title: \(name)
            moves: \(moves)
            call_to_action: { text: Go, url: "https://shop.example/\(name)" }
            traffic_source: email
            starts_on: { event: \(start), first: true }
            done_when: { event: \(goal), within: 21 days }
            stops_when: [ { event: refunded } ]
            re_entry: never
            steps:
            \(lines)

            """
    }
}
