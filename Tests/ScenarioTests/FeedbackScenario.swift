import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// Providers post to the built daemon what became of its messages.
    @Suite("Feedback over HTTP")
    struct FeedbackScenario {
        private struct Secret: Decodable { let secret: String }

        private struct Line: Decodable {
            let effect: String
            let address: String?
        }

        private static let password = "Basic " + Data("usher:a long password".utf8).base64EncodedString()

        /// Rehearsal with a course of one letter, and what people were sent.
        private func open(_ home: ScenarioHome, _ people: [String]) async throws -> (UsherProcess, WebClient) {
            let port = try FreePort.next()
            try home.configure(
                mode: "rehearsal",
                settings: [
                    "public: { url: \"\(ScenarioHome.publicURL)\", listen: \"127.0.0.1:\(port)\" }",
                    "receive: { feedback: { postmark: { password_file: postmark.secret } } }",
                ])
            try home.writeSecret("a long password\n", to: "postmark.secret")
            try home.addCourse([("one", "0")])
            let daemon = try await home.run()
            for person in people { try await home.enter("course", person) }
            try await eventually("everybody has a letter") {
                let lines: [InboxLine] = try await home.json("inbox", "list")
                return lines.count == people.count
            }
            try await home.drained()
            return (daemon, WebClient(.port(port)))
        }

        private func field(_ name: String, of person: String, in home: ScenarioHome) async throws -> String {
            let lines: [InboxLine] = try await home.json("inbox", "list")
            let line = try #require(lines.first { $0.recipients == [person] })
            let octets = FileManager.default.contents(atPath: home("state/inbox/\(line.name).eml")) ?? Data()
            let head = String(decoding: octets, as: UTF8.self).replacing("\r\n", with: "\n").split(separator: "\n")
            return String(try #require(head.first { $0.hasPrefix("\(name): ") }).dropFirst(name.count + 2))
        }

        @Test("A provider's posts and a program's reach the right people's stories and the report, once, across a kill")
        func posts() async throws {
            let home = try await ScenarioHome()
            let people = ["ada", "bob", "eve", "kim"].map { "\($0)@example.org" }
            var (daemon, client) = try await open(home, people)
            func post(_ body: String, _ authorization: String = Self.password) async throws -> WebReply {
                try await client.post(
                    "/mail/v1/feedback/postmark", body, type: "application/json",
                    headers: ["Authorization: \(authorization)"])
            }
            let tokens = try await [
                field("X-PM-Metadata-usher", of: people[0], in: home),
                field("X-PM-Metadata-usher", of: people[1], in: home),
            ]
            let bounce =
                #"{"RecordType":"Bounce","Type":"HardBounce","ID":1,"Email":"ada@example.org","Details":"smtp;550 5.1.1 unknown user","Metadata":{"usher":"\#(tokens[0])"}}"#
            let complaint =
                #"{"RecordType":"SpamComplaint","ID":2,"Email":"bob@example.org","Metadata":{"usher":"\#(tokens[1])"}}"#
            #expect(try await post(bounce, "Basic OmE=").status == 403)
            let first = try await post(bounce)
            #expect(
                first.status == 200 && first.body == "{\"already\":0,\"ignored\":0,\"recorded\":1,\"unmatched\":0}\n")
            await daemon.kill()
            daemon = try await home.run()
            let again = try await post(bounce)
            #expect(again.status == 200 && again.body.contains("\"already\":1"))
            #expect(try await post(complaint).body.contains("\"recorded\":1"))
            let stranger = try await post(complaint.replacing(tokens[1], with: "aaaa").replacing(":2,", with: ":3,"))
            #expect(stranger.status == 200 && stranger.body.contains("\"unmatched\":1"))

            let secret: Secret = try await home.json("token", "add", "helpdesk", "--scope", "feedback")
            let messageID = try await field("Message-ID", of: people[2], in: home)
            let told = try await client.post(
                "/mail/v1/feedback",
                #"{"kind":"unsubscribe","address":"eve@example.org","message_id":"\#(messageID)"}"#,
                type: "application/json", headers: ["Authorization: Bearer \(secret.secret)"])
            #expect(told.status == 201 && told.body.contains("unsubscribed"), "\(told.body)")

            let stories = [
                ("ada@example.org", "came back: the address does not work (5.1.1)"),
                ("ada@example.org", "must not get any mail: hard bounce"),
                ("bob@example.org", "the person complained about it"), ("bob@example.org", "as Postmark says"),
                ("eve@example.org", "must not get any marketing: unsubscribed"),
            ]
            for (person, sentence) in stories {
                let why = try await home.done("why", person)
                #expect(why.contains(sentence), "\(person): \(why)")
            }
            #expect(try await !home.done("why", "kim@example.org").contains("must not get"))
            let report = try await home.done("report")
            #expect(report.contains("one 4 (1 bounced, 1 complained)"), "\(report)")
            try await home.done("report", "--verify")
            let lines: [Line] = try await home.json("receive", "list", "--unmatched")
            #expect(lines.count == 1)
            let stopped = await daemon.stop()
            #expect(stopped.end == .exit(0))
            #expect(!(daemon.program.output + daemon.program.errors).contains("@example.org"))
        }
    }
}
