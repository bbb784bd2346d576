import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The built binary against a real Postfix that insists on STARTTLS and AUTH.
    @Suite(
        "A thousand people through a real Postfix", .enabled(if: PostfixServer.isAvailable, "postfix cannot run here"))
    struct PostfixScenario {
        private static let people = 1000

        @Test("with a wrong password the relay pauses and says so once; with the right one all arrives whole")
        func sequence() async throws {
            let addresses = (1...Self.people).map(ScenarioHome.address)
            let server = try await PostfixServer.start(addresses: addresses)
            let home = try await ScenarioHome()
            try home.goLive(
                port: server.port,
                smtp: [
                    "tls: required", "authority: \(server.certificate)", "username: \(server.username)",
                    "password_file: password",
                ])
            try home.writeSecret("not this one\n", to: "password")
            try home.addCourse([("one", "0"), ("two", "2 seconds")])
            let daemon = try await home.run()
            try await home.enter("course", "--from", try home.contacts(Self.people))

            try await eventually("a paused relay") {
                let status: StatusLine = try await home.json("status")
                return status.pauses.contains { $0.words.contains("it refused the login with 535") }
            }
            // As long as the daemon looks for work, several times over: it must not say it again.
            _ = try await home.done("status")
            _ = try await home.done("why", ScenarioHome.address(1))
            #expect(server.count == 0)

            try home.writeSecret("\(server.password)\n", to: "password")
            try await home.done("resume", "relay")
            try await eventually("two messages for each") { server.count == 2 * Self.people }
            try await home.drained()
            #expect(await daemon.stop().end == .exit(0))
            let log = daemon.program.output + daemon.program.errors
            #expect(log.components(separatedBy: "paused: ").count == 2, "\(log.prefix(2000))")
            #expect(!log.contains(server.password) && !log.contains("not this one"))

            let read = try await Program(
                "/usr/bin/env", ["python3", Self.reader, server.mail, String(Self.people)]
            ).wait()
            #expect(
                read.output == "\(2 * Self.people) messages, 0 complaints\n",
                "\(read.output.prefix(3000))\(read.errors)")
            try await server.stop()
        }

        /// An independent parser: Python's `email`.
        private static var reader: String { Repository.file("Tests/Fixtures/read-mailboxes.py") }
    }
}
