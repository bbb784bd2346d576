import Foundation
import Testing

extension Scenarios {
    @Suite("Any move: journey.yaml says which event reaches which stage")
    struct OwnWordsScenario {
        /// A choir that sells nothing: its own events, labels and campaigns.
        private func choir() async throws -> ScenarioHome {
            let home = try await ScenarioHome()
            let shops = ["campaigns", "ladder.yaml", "rewards.yaml"].map { "config/\($0)" }
            let letters = ["advocate", "ascend", "excite", "promote", "welcome"].map { "templates/\($0)" }
            for name in shops + letters { try FileManager.default.removeItem(atPath: home(name)) }
            try home.write("people:\n  ada: { name: Ada, address: ada@example.org }\n", to: "config/samples.yaml")
            try home.write(
                """
                unknown_people: refuse
                stages: { subscribe: Listeners, convert: Singers }
                events:
                  came_to_a_concert: { reaches: subscribe }
                  sang_along: { reaches: convert, label: Sang one evening with us }
                  paid_dues: { reaches: ascend }
                  moved_away: {}
                """, to: "config/journey.yaml")
            try home.write(
                """
                title: Sing one evening
                moves: subscribe -> convert
                call_to_action: { text: Come on Tuesday, url: "https://choir.example/tuesday" }
                traffic_source: email
                starts_on: { event: came_to_a_concert, first: true }
                done_when: { event: sang_along, within: 60 days }
                stops_when: [ { event: moved_away } ]
                steps:
                  - { name: come, wait: 0 }
                  - { name: again, wait: 7 days, at: "10:00" }
                """, to: "config/campaigns/sing.yaml")
            for step in ["come", "again"] {
                try home.write(
                    """
                    ---
                    subject: Sing with us
                    preheader: On Tuesday
                    ---
                    [{{call_to_action.text}}]({{call_to_action.url}} "button")
                    """, to: "templates/sing/\(step).md")
            }
            try await home.pass(to: ScenarioHome.opening)
            return home
        }

        @Test("a choir's own events start, move and end its campaign; the shop's words mean nothing there")
        func choirs() async throws {
            let home = try await choir()
            #expect(try await home.usher("check").end == .exit(0))
            let stranger = try await home.usher("event", "came_to_a_concert", "ada@example.org")
            #expect(stranger.end == .exit(65) && stranger.errors.contains("not known here"), "\(stranger.errors)")
            for address in ["ada@example.org", "bob@example.org", "eve@example.org"] {
                try await home.done("contact", "add", address, "--consent", "asked at the door")
                try await home.done("event", "came_to_a_concert", address)
            }
            let shop = try await home.usher("event", "purchased", "ada@example.org")
            #expect(shop.end == .exit(65) && shop.errors.contains("there is no event 'purchased'"), "\(shop.errors)")
            try await home.pass(to: "2026-03-03T08:00:00Z")
            #expect(
                try await home.done("event", "sang_along", "ada@example.org").contains(
                    "moves from subscribe to convert: intended, the goal of sing"))
            try await home.done("event", "moved_away", "bob@example.org")
            try await home.pass(to: "2026-03-20T08:00:00Z")
            #expect(try await home.post(to: "ada@example.org").count == 1)
            #expect(try await home.post(to: "bob@example.org").count == 1)
            #expect(try await home.post(to: "eve@example.org").count == 2)

            try await home.done("event", "paid_dues", "eve@example.org")
            #expect(try await home.life(of: "eve@example.org").moves.last == "subscribe -> ascend accidental")
            let report = try await home.done("report", "--from", "2026-03-01")
            #expect(
                report.contains("Singers") && report.contains("excite -> ascend: 1 came to ascend by accident"),
                "\(report)")
        }

        @Test("a goal that reaches another stage than the campaign leads to is an error of the files")
        func contradiction() async throws {
            let home = try await choir()
            try home.edit("config/journey.yaml", "sang_along: { reaches: convert", "sang_along: { reaches: excite")
            let check = try await home.usher("check")
            #expect(check.end == .exit(78) && check.output.contains("sang_along"), "\(check.output)")
        }
    }
}
