import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// Files that change under a running daemon.
    @Suite("Edited files")
    struct ReloadScenario {
        private static let template = "templates/course/one.md"

        private func home(_ steps: [(name: String, wait: String)]) async throws -> ScenarioHome {
            let home = try await ScenarioHome()
            try home.configure(mode: "rehearsal")
            try home.addCourse(steps)
            return home
        }

        /// What the next person to enter gets.
        private func letter(to address: String, _ home: ScenarioHome) async throws -> String {
            try await home.enter("course", address)
            var found: InboxLine?
            try await eventually("a letter to \(address)") {
                let lines: [InboxLine] = try await home.json("inbox", "list")
                found = lines.first { $0.recipients == [address] }
                return found != nil
            }
            return try await home.done("inbox", "show", try #require(found).name)
        }

        @Test("are taken up by themselves when they have been quiet, and at once on SIGHUP")
        func takenUp() async throws {
            let home = try await home([("one", "0")])
            let daemon = try await home.run()
            #expect(try await letter(to: "a@example.org", home).contains("the first edition"))
            try home.edit(Self.template, "the first edition", "the second edition")
            try await eventually("the second edition taken up") {
                daemon.program.errors.contains("the files are taken up")
                    || daemon.program.output.contains("the files are taken up")
            }
            #expect(try await letter(to: "b@example.org", home).contains("the second edition"))
            try home.edit(Self.template, "the second edition", "the third edition")
            daemon.program.send(SIGHUP)
            try await daemon.notified("RELOADING=1")
            try await daemon.ready()
            #expect(try await letter(to: "c@example.org", home).contains("the third edition"))
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("that are broken are refused with file, line and column, and the good ones keep serving")
        func refused() async throws {
            let home = try await home([("one", "0")])
            let daemon = try await home.run()
            let good = try home.read(Self.template)
            try home.edit(Self.template, "the first edition", "the {{contact.nmae}} edition")
            daemon.program.send(SIGHUP)
            try await daemon.notified("RELOADING=1")
            try await daemon.ready()
            let place = "templates/course/one.md:7:39"
            let status: StatusLine = try await home.json("status")
            #expect(status.files?.contains(place) == true, "\(status.files ?? "no word")")
            #expect((daemon.program.output + daemon.program.errors).contains(place))
            #expect(try await letter(to: "a@example.org", home).contains("the first edition"))

            try home.write(good.replacing("the first edition", with: "the mended edition"), to: Self.template)
            #expect(try await home.done("reload").contains("the files are taken up"))
            let mended: StatusLine = try await home.json("status")
            #expect(mended.files == nil)
            #expect(try await letter(to: "b@example.org", home).contains("the mended edition"))
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("that would mail many people at once are held until somebody says yes")
        func held() async throws {
            let home = try await home([("one", "0"), ("two", "30 days")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(25))
            try await eventually("the first letters") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["sent"] == 25
            }
            try home.edit("config/campaigns/course.yaml", "wait: 30 days", "wait: 0")
            let answer = try await home.usher("reload")
            #expect(answer.end == .exit(75))
            #expect(answer.output.contains("25 people") && answer.output.contains("usher reload --yes"))
            let held: StatusLine = try await home.json("status")
            #expect(held.files?.contains("25 people") == true)
            #expect(held.deliveries["sent"] == 25)

            #expect(try await home.done("reload", "--yes").contains("the files are taken up"))
            try await eventually("the second letters") {
                let status: StatusLine = try await home.json("status")
                return status.deliveries["sent"] == 50 && status.files == nil
            }
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("that were refused are no news any more when a daemon has started with good ones")
        func forgotten() async throws {
            let home = try await home([("one", "0")])
            let daemon = try await home.run()
            let good = try home.read(Self.template)
            try home.edit(Self.template, "the first edition", "the {{nonsense}} edition")
            #expect(try await home.usher("reload").end == .exit(78))
            #expect(await daemon.stop().end == .exit(0))

            let broken = try await home.usher("run")
            #expect(broken.end == .exit(78) && broken.errors.contains("templates/course/one.md:7:"))
            try home.write(good, to: Self.template)
            let next = try await home.run()
            let status: StatusLine = try await home.json("status")
            #expect(status.files == nil)
            #expect(await next.stop().end == .exit(0))
        }
    }
}
