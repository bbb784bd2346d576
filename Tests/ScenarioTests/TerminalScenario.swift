import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// What the commands show on a terminal that is narrow.
    @Suite("On a terminal", .enabled(if: Python.isThereOrMustBe))
    struct TerminalScenario {
        private static let commands: [[String]] = [
            ["status"], ["why", "ada@example.org"], ["simulate", "welcome"], ["report"], ["queue", "list"],
            ["queue", "show", "1"], ["contact", "show", "ada@example.org"], ["contact", "list"], ["suppress", "list"],
            ["report", "welcome"], ["forecast"], ["token", "list"], ["inbox", "list"], ["receive", "list"],
        ]

        /// With people, a no and a pause.
        private func home() async throws -> ScenarioHome {
            let home = try await ScenarioHome()
            try await home.enter("welcome", "ada@example.org", "--name", "Ada 佐藤", "--consent", "at the fair")
            try await home.done("contact", "set", "ada@example.org", "--zone", "Pacific/Auckland")
            try await home.done(
                "suppress", "add", "bob@example.org", "--because", "said on the phone that it is enough")
            try await home.done("token", "add", "a-checkout-with-a-long-name", "--scope", "events")
            try await home.done("pause", "--because", "new prices come on Monday, and nobody shall read the old ones")
            return home
        }

        @Test("no line is longer than the terminal is wide, and no word is broken", arguments: [80, 40])
        func width(_ columns: Int) async throws {
            let home = try await home()
            let terminal = Terminal(columns: columns, environment: ["USHER_HOME": home.path, "NO_COLOR": "1"])
            for command in Self.commands + [["check"]] {
                if command == ["check"] { try Self.spoil(home) }
                let shown = try await terminal.run([UsherProcess.binary] + command)
                let piped = try await home.usher(command)
                #expect(shown.end == piped.end, "\(command)")
                // What a terminal writes over, as how far a forecast is, is not there in the end.
                let lines = shown.output.split(separator: "\n").map {
                    String($0).components(separatedBy: "\u{1B}[K").last ?? ""
                }
                for line in lines {
                    let words = line.split(separator: " ")
                    let wide = line.unicodeScalars.filter { $0.value >= 0x2E80 }.count
                    #expect(line.count + wide <= columns || words.count == 1, "\(command): \(line)")
                    #expect(!line.contains("\u{1B}"))
                }
                let all = Set((piped.output + piped.errors).split(whereSeparator: \.isWhitespace))
                let broken = lines.flatMap { $0.split(separator: " ") }.filter {
                    !all.contains($0) && !Self.isOfTime($0)
                }
                #expect(broken == [], "\(command)")
            }
        }

        private static func spoil(_ home: ScenarioHome) throws {
            try home.edit("config/campaigns/ascend.yaml", "priority: 40", "priorty: 40")
        }

        /// Of a time as a terminal shows it: `30 Mar 09:30 their time`.
        private static func isOfTime(_ word: Substring) -> Bool {
            let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
            let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
            return word.allSatisfy(\.isNumber) || (months + days).contains(String(word))
                || word.wholeMatch(of: /UTC[,;:.)]*/) != nil
                || word.wholeMatch(of: /[0-9]{2}:[0-9]{2}|their|time[,;:.)]*|[A-Z][a-z]+\/[A-Za-z_]+[,;:.)]*/) != nil
        }

        @Test("times are short and said once; --utc says them in UTC, in a pipe too")
        func times() async throws {
            let home = try await home()
            let terminal = Terminal(columns: 200, environment: ["USHER_HOME": home.path, "NO_COLOR": "1"])
            let shown = try await terminal.run([UsherProcess.binary, "why", "ada@example.org"])
            #expect(
                shown.output.contains(
                    /(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2}:[0-9]{2} their time/))
            #expect(!shown.output.contains(" UTC"), "\(shown.output)")
            let status = try await terminal.run([UsherProcess.binary, "status"])
            #expect(
                status.output.contains(/now +[A-Z][a-z]{2} [0-9]+ [A-Z][a-z]{2} [0-9]{2}:[0-9]{2} Europe\/Berlin\n/))
            for list in [["queue", "list"], ["suppress", "list"], ["token", "list"]] {
                let shown = try await terminal.run([UsherProcess.binary] + list)
                #expect(
                    shown.output.contains(
                        /[A-Z][a-z]{2} [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2}:[0-9]{2} Europe\/Berlin/), "\(list)")
                #expect(!shown.output.contains(/[0-9]T[0-9]{2}:|UTC/), "\(list): \(shown.output)")
                let utc = try await terminal.run([UsherProcess.binary] + list + ["--utc"])
                #expect(utc.output.contains(/[0-9]{2}:[0-9]{2} UTC/) && !utc.output.contains("Berlin"), "\(list)")
                #expect(try await home.done(list).contains(/[0-9]T[0-9]{2}:[0-9]{2}:[0-9]{2}Z/), "\(list)")
            }
            let utc = try await terminal.run([UsherProcess.binary, "why", "ada@example.org", "--utc"])
            #expect(utc.output.contains(/[A-Z][a-z]{2} [0-9]{1,2} [A-Z][a-z]{2} [0-9]{2}:[0-9]{2} UTC/))
            let piped = try await home.done("why", "ada@example.org", "--utc")
            #expect(piped.contains(/[A-Z][a-z]{2} [0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2} UTC/))
            #expect(!piped.contains("Pacific/Auckland ("))
            #expect(try await home.done("why", "ada@example.org").contains(" Pacific/Auckland ("))
        }

        @Test("colours say what is wrong, and are only there where a terminal wants them")
        func colours() async throws {
            let home = try await home()
            try Self.spoil(home)
            let environment = ["USHER_HOME": home.path]
            let check = [UsherProcess.binary, "check"]
            let shown = try await Terminal(columns: 80, environment: environment).run(check)
            #expect(shown.output.contains("\u{1B}[31merror:\u{1B}[0m"), "\(shown.output)")
            let status = try await Terminal(columns: 80, environment: environment).run([UsherProcess.binary, "status"])
            #expect(status.output.contains("\u{1B}[33mpaused\u{1B}[0m"), "\(status.output)")
            let plain = try await Terminal(columns: 80, environment: environment.merging(["NO_COLOR": "1"]) { $1 }).run(
                check)
            #expect(!plain.output.contains("\u{1B}"))
            let piped = try await home.usher("check")
            #expect(!(piped.output + piped.errors).contains("\u{1B}"))
        }

        @Test("a mistyped command is answered with the one that was meant")
        func mistyped() async throws {
            let home = try await ScenarioHome()
            let reply = try await home.usher("stauts")
            #expect(reply.end == .exit(64) && reply.errors.contains("did you mean 'status'?"), "\(reply.errors)")
        }
    }
}
