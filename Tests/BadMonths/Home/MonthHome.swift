import Foundation
import Synchronization
import UsherHome

/// The files of the shop whose month is played: three e-mail campaigns one after the other, two that want the same move
/// as the first, one without e-mails, a form with a confirmed opt-in, and pages.
package enum MonthHome {
    /// What a seed chooses of it.
    struct Choice: Hashable, Sendable {
        var holdsDoubt = false
        var connections = 3
        var perConnection = 100
        /// Bounces come back to addresses of the messages' own.
        var bounces = false
        var limits = Limits()
        /// Mail that comes back has a folder of its own, and no tokens stand in the address to leave by.
        var receives = false
        var keys: String?
        var warmUp: WarmUp?
        /// Some steps wait for nothing but the cap.
        var hurries = false
        /// Its last daemon lives for as long as it takes to look twice for what nobody needs; and no link is counted,
        /// which would need it.
        var lingers = false
    }

    /// What a relay that knows nobody yet lets through.
    struct WarmUp: Hashable, Sendable {
        let firstDay: Int
        let doublesEvery: Int
    }

    /// Messages a second.
    package struct Limits: Hashable, Sendable {
        var perSecond: Double?
        var perDomain: Double?
        var domains: [String: Double] = [:]

        var yaml: String {
            let own = domains.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
            let parts = [
                perSecond.map { "per_second: \($0)" }, perDomain.map { "per_domain_per_second: \($0)" },
                own.isEmpty ? nil : "domains: { \(own) }",
            ]
            let lines = parts.compactMap(\.self).joined(separator: ", ")
            return lines.isEmpty ? "" : "limits: { \(lines) }"
        }
    }

    /// The campaigns' e-mails in their order, and whether each is transactional.
    static let steps: [(campaign: String, names: [String])] = [
        ("welcome", ["hello", "tips", "offer"]), ("excite", ["thanks", "first", "more"]), ("ascend", ["next", "last"]),
        ("nudge", ["ask"]), ("remind", ["again"]),
    ]
    static let transactional: Set<String> = ["excite/thanks"]
    /// What somebody asked for just now: first steps that wait for nothing.
    static let atOnce: Set<String> = ["welcome/hello"]

    static func write(to folder: String, _ choice: Choice, _ shop: Shop) throws {
        let shipped = EmbeddedHome.files.filter { file in
            ["templates/layouts/", "templates/partials/", "templates/pages/", "templates/notices/"]
                .contains { file.path.hasPrefix($0) } && !file.path.contains(".de.")
        }
        try HomeWriter.write(shipped, to: folder)
        for (path, text) in fixed.merging(edited(folder, choice, shop), uniquingKeysWith: { $1 }) {
            try put(text, folder, path)
        }
    }

    /// Brings the files from what they were to what they are.
    static func edit(_ folder: String, _ choice: Choice, from old: Shop, to new: Shop) throws {
        let (before, after) = (edited(folder, choice, old), edited(folder, choice, new))
        for (path, text) in after.sorted(by: { $0.key < $1.key }) where before[path] != text {
            try put(text, folder, path)
        }
        for path in before.keys.sorted() where after[path] == nil {
            puts.withLock { $0 += 1 }
            try FileManager.default.removeItem(atPath: "\(folder)/\(path)")
        }
    }

    /// How often a file was put somewhere, or taken away: nobody else writes these files.
    static let puts = Mutex(0)

    private static func put(_ text: String, _ folder: String, _ path: String) throws {
        puts.withLock { $0 += 1 }
        let url = URL(fileURLWithPath: "\(folder)/\(path)")
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private static func template(_ step: Shop.Step, isWrong: Bool) -> String {
        """
        ---
        subject: \(step.subject)
        ---
        Dear {{contact.name}}{{^contact.name}}friend{{/contact.name}},

        Wording \(isWrong ? Shop.wrongEdition : step.edition) of \(step.subject).

        [Go]({{call_to_action.url}})

        """
    }

    private static func edited(_ folder: String, _ choice: Choice, _ shop: Shop) -> [String: String] {
        var files = ["config/usher.yaml": settings(folder, choice, shop)]
        for campaign in shop.campaigns {
            let isWrong = shop.broken == campaign.name
            files["config/campaigns/\(campaign.name).yaml"] = yaml(campaign, isWrong: isWrong)
            for step in campaign.steps {
                files["templates/\(campaign.name)/\(step.name).md"] = template(step, isWrong: isWrong)
            }
        }
        return files
    }

    private static func settings(_ folder: String, _ choice: Choice, _ shop: Shop) -> String {
        """
        mode: live
        sender: { name: Ida, address: ida@shop.example }
        postal_address: Quay 1, 20095 Hamburg
        shop: { name: Paper Boat, url: "https://shop.example", zone: UTC, texts: { founder: Ida } }
        smtp:
          host: 127.0.0.1
          port: 25
          tls: none
          connections: \(choice.connections)
          messages_per_connection: \(choice.perConnection)
        \(choice.warmUp.map { "  warm_up: { first_day: \($0.firstDay), doubles_every: \($0.doublesEvery) days }" } ?? "")
        unsubscribe: { mailto: no@shop.example }
        public: { url: "https://shop.example/mail", listen: "unix:\(folder)/public.sock" }
        window: "\(shop.window.yaml)"
        cap: 20 hours
        \(shop.limits.yaml)
        \(choice.bounces ? "bounce: { domain: back.example }" : "")
        \(choice.receives ? "receive: { spool: spool }" : "")
        \(shop.keys.map { "dkim: \($0)" } ?? "")
        alerts: { command: /bin/true, backup: no }
        attributes: { nickname: text }
        links: { track: \(choice.lingers ? "none" : "call_to_action") }
        on_doubt: \(choice.holdsDoubt ? "hold" : "resend")
        consent: { double_opt_in: true }

        """
    }

    private static func yaml(_ campaign: Shop.Campaign, isWrong: Bool) -> String {
        let lines = campaign.steps.map { step -> String in
            let parts = [
                "name: \(step.name)",
                step.days == 0 ? "wait: 0" : "wait: \(step.days) \(step.days == 1 ? "day" : "days")",
                step.at.map { "at: \"\($0)\"" }, step.isTransactional ? "kind: transactional" : nil,
                step.formerly.map { "renamed_from: \($0)" },
            ]
            return "  - { \(parts.compactMap(\.self).joined(separator: ", ")) }"
        }.joined(separator: "\n")
        return """
            title: \(campaign.name)
            \(isWrong ? "tilte: a mistake" : "")
            moves: \(campaign.moves)
            call_to_action: { text: Go, url: "https://shop.example/\(campaign.name)" }
            traffic_source: email
            starts_on: { event: \(campaign.start), first: true }
            done_when: { event: \(campaign.goal), within: 21 days }
            stops_when: [ { event: refunded } ]
            re_entry: never
            steps:
            \(lines)

            """
    }

    /// What nobody edits.
    private static let fixed = [
        "config/journey.yaml": """
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

        """,
        "config/campaigns/notebook.yaml": """
        title: The notebook
        moves: engage -> subscribe
        call_to_action: { text: Send it, url: "https://shop.example/notebook" }
        traffic_source: other
        done_when: { event: confirmed }

        """,
    ]
}
