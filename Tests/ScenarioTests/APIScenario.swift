import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// The shop's programs tell the built binary what people did, over HTTP.
    @Suite("Events over HTTP")
    struct APIScenario {
        private struct Secret: Decodable { let secret: String }
        private struct Token: Decodable {
            let name: String
            let lastUsed: String?
            let revoked: String?
        }

        /// What `why` says of the ledger.
        private struct Ledger: Decodable { let consent: [String] }

        /// One way in: what it says where no words were given, and what it answers for an address.
        private struct Door {
            let name: String
            let missing: String
            let enter: (_ address: String, _ words: String?) async throws -> String
        }

        /// A program with a token.
        private struct Shop {
            let client: WebClient
            var token: String

            func tell(_ body: String, _ path: String = "events", type: String = "application/json") async throws
                -> WebReply
            {
                try await client.post(
                    "/mail/v1/\(path)", body, type: type, headers: ["Authorization: Bearer \(token)"])
            }
        }

        private static let order =
            #"{"event":"purchased","address":"ada@example.org","key":"order-1042","value":"49.00","currency":"EUR"}"#

        private func open(
            _ home: ScenarioHome, scope: String = "events,enrollments"
        ) async throws -> (daemon: UsherProcess, shop: Shop) {
            // Nobody listens there: nothing is mailed in these.
            let ports = try home.publish(relay: try FreePort.next())
            let secret: Secret = try await home.json("token", "add", "checkout", "--scope", scope)
            let daemon = try await home.run()
            return (daemon, Shop(client: WebClient(.port(ports.port)), token: secret.secret))
        }

        @Test("What is answered survives kill -9, counts once however often it is told, and shows in why")
        func once() async throws {
            let home = try await ScenarioHome()
            let (daemon, shop) = try await open(home)
            let first = try await shop.tell(Self.order)
            #expect(first.status == 201)
            #expect(first.body.contains(#""moved":"- -> convert""#) && first.body.contains(#""result":"recorded""#))
            await daemon.kill()

            let again = try await home.run()
            #expect(try await home.done("why", "ada@example.org").contains("order-1042"))
            let second = try await shop.tell(Self.order)
            #expect(second.status == 200 && second.body.contains(#""result":"already""#))
            let other = try await shop.tell(Self.order.replacing("49.00", with: "50.00"))
            #expect(other.status == 409 && other.body.contains("give this one a key of its own"))
            #expect(await again.stop().end == .exit(0))
            let log = again.program.output + again.program.errors
            #expect(!log.contains("ada@") && !log.contains(shop.token))
        }

        @Test("A batch keeps its good lines, names what is wrong with the others, and may be told again")
        func batch() async throws {
            let home = try await ScenarioHome()
            let (daemon, shop) = try await open(home)
            var lines = (1...700).map { #"{"event":"visited","address":"p\#($0)@example.org","key":"v\#($0)"}"# }
            lines[10] = #"{"event":"visited","address":"nobody"}"#
            lines[400] = "{"
            lines[500] = ""
            lines[600] = #"{"event":"vsited","address":"ada@example.org"}"#
            let body = lines.joined(separator: "\n")
            for result in ["recorded", "already"] {
                let reply = try await shop.tell(body, type: "application/x-ndjson")
                #expect(reply.status == 200 && reply.field("content-type") == "application/x-ndjson")
                let answers = reply.body.split(separator: "\n")
                #expect(answers.count == 699)
                #expect(answers.filter { $0.contains("\"result\":\"\(result)\"") }.count == 696)
                let refused = answers.filter { $0.contains("\"result\":\"refused\"") }
                #expect(refused.map { $0.prefix { $0 != "," } } == [#"{"line":11"#, #"{"line":401"#, #"{"line":601"#])
                #expect(refused.last?.contains("did you mean 'visited'?") == true)
            }
            let tooMany = String(repeating: Self.order + "\n", count: 10_001)
            #expect(try await shop.tell(tooMany, type: "application/x-ndjson").status == 413)
            #expect(try await home.usher("why", "ada@example.org").end == .exit(65))
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("A token that is revoked lets nobody in from that moment, and others stay")
        func tokens() async throws {
            let home = try await ScenarioHome()
            let (daemon, shop) = try await open(home)
            var till = shop
            till.token = (try await home.json("token", "add", "till") as Secret).secret
            #expect(try await till.tell(Self.order).status == 201)
            try await home.done("token", "revoke", "till")
            let refused = try await till.tell(Self.order)
            #expect(refused.status == 401 && refused.field("www-authenticate") == "Bearer")
            for token in ["", "x", String(shop.token.dropLast()), shop.token + "A"] {
                let reply = try await Shop(client: shop.client, token: token).tell(Self.order)
                #expect(reply.status == 401 && reply.body == refused.body)
            }
            #expect(try await shop.tell(Self.order).status == 200)
            let tokens: [Token] = try await home.json("token", "list")
            #expect(tokens.map(\.name) == ["checkout", "till"])
            #expect(tokens.map { $0.revoked == nil } == [true, false] && tokens.allSatisfy { $0.lastUsed != nil })
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("Every door notes the same consent, and says what is missing and how to say it there")
        func consent() async throws {
            let home = try await ScenarioHome()
            let (daemon, shop) = try await open(home, scope: "events,enrollments,consent")
            func tell(_ body: String, _ path: String = "events", type: String = "application/json") async throws
                -> String
            {
                try await shop.tell(body, path, type: type).body
            }
            func option(_ words: String?) -> [String] { words.map { ["--consent", $0] } ?? [] }
            func field(_ words: String?) -> String { words.map { #","consent":"\#($0)""# } ?? "" }
            let command = "no consent yet; say what was agreed to with --consent TEXT"
            let program = "no consent yet; say what was agreed to as 'consent'"
            let person = "no consent yet; say what was agreed to: usher contact add ADDRESS"
            let rows = "marketing to whoever has none on record will be withheld"
            let doors = [
                Door(name: "enqueue", missing: "it will be withheld: \(command)") {
                    try await home.done(["enqueue", "welcome", $0] + option($1))
                },
                Door(name: "enqueue --from", missing: rows) {
                    let file = try home.write("address\n\($0)\n", to: "people.csv")
                    return try await home.done(["enqueue", "welcome", "--from", file] + option($1))
                },
                Door(name: "import", missing: rows) {
                    let file = try home.write("address\n\($0)\n", to: "people.csv")
                    return try await home.done(["import", file] + option($1))
                },
                Door(name: "contact add", missing: "marketing will be withheld: \(command)") {
                    try await home.done(["contact", "add", $0] + option($1))
                },
                Door(
                    name: "event",
                    missing:
                        "marketing will be withheld: no consent yet; say what was agreed to: usher contact add ADDRESS"
                ) {
                    try await home.done(["event", "purchased", $0] + option($1))
                },
                Door(name: "POST enrollments", missing: "it will be withheld: \(program)") {
                    try await tell(#"{"campaign":"welcome","address":"\#($0)"\#(field($1))}"#, "enrollments")
                },
                Door(name: "POST events", missing: "marketing will be withheld: \(person)") {
                    try await tell(#"{"event":"purchased","address":"\#($0)"\#(field($1))}"#)
                },
                Door(name: "POST events, lines", missing: "marketing will be withheld: \(person)") {
                    try await tell(
                        #"{"event":"purchased","address":"\#($0)"\#(field($1))}"#, type: "application/x-ndjson")
                },
            ]
            for (number, door) in doors.enumerated() {
                for words in [nil, "asked at the fair"] {
                    let address = "\(words == nil ? "silent" : "asked")\(number)@example.org"
                    let answer = try await door.enter(address, words)
                    let missing = door.missing.replacing("ADDRESS", with: address)
                    #expect(answer.contains(missing) == (words == nil), "\(door.name): \(answer)")
                    let life: Ledger = try await home.json("why", address)
                    #expect(
                        life.consent.contains { $0.contains("asked at the fair") } == (words != nil), "\(door.name)")
                    #expect(
                        life.consent.contains { $0.hasPrefix("agreed to marketing") } == (words != nil),
                        "\(door.name): \(life)")
                    // Who said no by hand has no yes noted by any door, whatever it says.
                    let no = "no-\(address)"
                    try await home.done("suppress", "add", no)
                    _ = try? await door.enter(no, words)
                    let other: Ledger = try await home.json("why", no)
                    #expect(!other.consent.contains { $0.hasPrefix("agreed to marketing") }, "\(door.name): \(other)")
                }
            }
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("People enter campaigns, once")
        func enrollments() async throws {
            let home = try await ScenarioHome()
            let (daemon, shop) = try await open(home)
            let entry =
                #"{"campaign":"welcome","address":"ada@example.org","name":"Ada","at":"2099-01-01T09:00:00.000Z"}"#
            let first = try await shop.tell(entry, "enrollments")
            #expect(first.status == 201 && first.body.contains(#""result":"entered""#))
            #expect(try await shop.tell(entry, "enrollments").status == 200)
            let unknown = try await shop.tell(entry.replacing("welcome", with: "welcom"), "enrollments")
            #expect(unknown.status == 409 && unknown.body.contains("did you mean 'welcome'?"))
            #expect(try await home.done("why", "ada@example.org").contains("welcome"))
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test(
            "schemathesis finds nothing that the document does not say",
            .enabled(if: Schemathesis.isAvailable, "scripts/setup-scenarios has not installed schemathesis"))
        func document() async throws {
            let result = try await Program(
                "/usr/bin/env", ["python3", Repository.file("scripts/check-api")],
                environment: ["USHER_BINARY": UsherProcess.binary]
            ).wait()
            #expect(result.end == .exit(0), "\(result.output.suffix(6000))\(result.errors.suffix(2000))")
        }
    }
}

/// What tries the API against its document.
private enum Schemathesis {
    static var isAvailable: Bool {
        FileManager.default.isExecutableFile(atPath: Repository.file(".build/schemathesis/bin/schemathesis"))
    }
}
