import Foundation
import TestSupport
import Testing

extension Scenarios {
    /// `usher relay set` against relays that do as they are told.
    @Suite("Setting the relay")
    struct RelaySetScenario {
        private static let offer = ["PIPELINING", "DSN", "SIZE 9000000", "AUTH PLAIN"]

        /// A home whose block has a certificate and a setting of its own, for `relay set` to keep.
        private func home(_ front: TLSPeer) async throws -> ScenarioHome {
            let home = try await ScenarioHome()
            try home.edit(
                "config/usher.yaml", "limits: {",
                "smtp:\n  host: old.example   # the old one\n  authority: \(front.authority)\n  connections: 3\n\nlimits: {"
            )
            return home
        }

        /// The lines of usher.yaml but those of the keys that are set.
        private func others(_ text: String) -> [String] {
            text.components(separatedBy: "\n").filter { line in
                !["host", "port", "tls", "username", "password_file"].contains { line.hasPrefix("  \($0): ") }
            }
        }

        @Test("tries what it is told, writes it down, and leaves every other line as it is")
        func right() async throws {
            let peer = try ScriptedPeer(PeerScript(capabilities: Self.offer, login: "shop:sec ret"))
            let front = try TLSPeer(.startTLS, in: peer)
            let home = try await home(front)
            let before = try home.read("config/usher.yaml")
            let set = ["relay", "set", "--host", "localhost", "--port", "\(front.port)", "--user", "shop"]
            let result = try await UsherProcess.run(
                set + ["--password-file", "-"], environment: ["USHER_HOME": home.path], input: "sec ret\n")
            #expect(result.end == .exit(0), "\(result.errors)")
            #expect(result.output.contains("the login works"))
            #expect(result.output.contains("Next: usher send-test"))
            #expect(!(result.output + result.errors).contains("sec ret"))
            let after = try home.read("config/usher.yaml")
            #expect(others(after) == others(before))
            #expect(after.contains("  host: localhost     # the old one\n"), "\(after)")
            for line in ["port: \(front.port)", "tls: required", "username: shop", "password_file: smtp-password"] {
                #expect(after.contains("\n  \(line)\n"), "\(line)")
            }
            #expect(try home.read("smtp-password") == "sec ret\n")
            let mode = try FileManager.default.attributesOfItem(atPath: home("smtp-password"))[.posixPermissions]
            #expect(mode as? Int == 0o600)
            #expect(try await home.usher("check").end == .exit(0))
            let sent = try await home.usher("send-test", "me@example.org", "--direct")
            #expect(sent.end == .exit(0) && peer.accepted.count == 1, "\(sent.errors)")
            let words = Swift.Set(peer.commands.dropLast().joined().map { String($0.prefix { $0 != " " }) })
            #expect(words.isDisjoint(with: ["MAIL", "RCPT", "DATA"]), "trying sends nothing")
            // The same again changes nothing.
            let again = try await UsherProcess.run(
                set + ["--password-file", home("smtp-password")], environment: ["USHER_HOME": home.path])
            #expect(try again.end == .exit(0) && home.read("config/usher.yaml") == after)
            #expect(!FileManager.default.fileExists(atPath: home("smtp-password-2")))
        }

        @Test("another password goes into another file: what is in use, here or elsewhere, is left as it is")
        func another() async throws {
            let peer = try ScriptedPeer(PeerScript(capabilities: Self.offer, login: "shop:new"))
            let front = try TLSPeer(.startTLS, in: peer)
            let home = try await home(front)
            try home.edit(
                "config/usher.yaml", "  connections: 3", "  username: shop\n  password_file: secret\n  connections: 3")
            try home.write("old\n", to: "secret")
            try home.write("another's\n", to: "smtp-password")
            let set = [
                "relay", "set", "--host", "localhost", "--port", "\(front.port)", "--user", "shop", "--password-file",
                "-",
            ]
            let result = try await UsherProcess.run(set, environment: ["USHER_HOME": home.path], input: "new\n")
            #expect(result.end == .exit(0), "\(result.errors)")
            #expect(result.output.contains("old password is still in \(home("secret"))"), "\(result.output)")
            #expect(try home.read("config/usher.yaml").contains("  password_file: smtp-password-2\n"))
            #expect(try home.read("secret") == "old\n" && home.read("smtp-password") == "another's\n")
            #expect(try home.read("smtp-password-2") == "new\n")
        }

        @Test("writes nothing where it does not work, and says why", .timeLimit(.minutes(20)))
        func wrong() async throws {
            let peer = try ScriptedPeer(PeerScript(capabilities: Self.offer, login: "shop:secret"))
            let front = try TLSPeer(.startTLS, in: peer)
            let plain = try ScriptedPeer(PeerScript(capabilities: Self.offer))
            let silent = try ScriptedPeer(PeerScript([.init(.greeting, .hang)]))
            let gone = try FreePort.next()
            let home = try await home(front)
            let before = try home.read("config/usher.yaml")
            for (port, password, why) in [
                (front.port, "wrong", "it refused the login with 535"),
                (plain.port, "secret", "it offers no STARTTLS and smtp.tls is required"),
                (silent.port, "secret", "it accepted the connection and never greeted"),
                (gone, "secret", "nothing accepts connections there"),
            ] {
                let result = try await UsherProcess.run(
                    [
                        "relay", "set", "--host", "localhost", "--port", "\(port)", "--user", "shop", "--password-file",
                        "-",
                    ], environment: ["USHER_HOME": home.path], input: password)
                #expect(result.end == .exit(69) && result.errors.contains(why), "\(result.errors)")
                #expect(result.errors.contains("nothing was written"))
                #expect(try home.read("config/usher.yaml") == before)
                #expect(!FileManager.default.fileExists(atPath: home("smtp-password")))
            }
        }

        @Test("prints what to paste where the block is not written a key a line, and keeps the password")
        func byHand() async throws {
            let peer = try ScriptedPeer(PeerScript(capabilities: Self.offer, login: "shop:secret"))
            let home = try await ScenarioHome()
            try home.edit("config/usher.yaml", "limits: {", "smtp: { host: old.example }\nlimits: {")
            let before = try home.read("config/usher.yaml")
            let result = try await UsherProcess.run(
                [
                    "relay", "set", "--host", "127.0.0.1", "--port", "\(peer.port)", "--tls", "none", "--user", "shop",
                    "--password-file", "-",
                ], environment: ["USHER_HOME": home.path], input: "secret\n")
            #expect(result.end == .exit(73) && result.errors.contains("put the lines above in its place"))
            #expect(
                result.output.hasSuffix(
                    "smtp:\n  host: 127.0.0.1\n  port: \(peer.port)\n  tls: none\n  username: shop\n  password_file: smtp-password\n"
                ), "\(result.output)")
            #expect(try home.read("config/usher.yaml") == before)
            #expect(try home.read("smtp-password") == "secret\n")
        }

        @Test("asks on a terminal, and never shows the password")
        func asked() async throws {
            let peer = try ScriptedPeer(PeerScript(capabilities: Self.offer, login: "shop:secret"))
            let front = try TLSPeer(.startTLS, in: peer)
            let home = try await home(front)
            let terminal = Terminal(columns: 200, environment: ["USHER_HOME": home.path])
            let result = try await terminal.run(
                [UsherProcess.binary, "relay", "set"],
                answers: [
                    ("Host [old.example]: ", "localhost"), ("Port [587]: ", "many"), ("Port [587]: ", "\(front.port)"),
                    ("no login) [-]: ", "shop"), ("Password (not shown): ", "secx\u{7F}ret"),
                ])
            #expect(result.end == .exit(0), "\(result.output)")
            #expect(result.output.contains("the login works") && !result.output.contains("ret\n"), "\(result.output)")
            #expect(try home.read("smtp-password") == "secret\n")
            #expect(try home.read("config/usher.yaml").contains("  host: localhost"))
            let ended = try await terminal.run(
                [UsherProcess.binary, "relay", "set", "--host", "localhost", "--user", "shop"],
                answers: [("Password (not shown): ", "sec\u{3}")])
            #expect(ended.end == .exit(130))
            #expect(try home.read("smtp-password") == "secret\n")
        }

        @Test(
            "refuses what makes no sense",
            arguments: [
                (["--user", "shop"], "belong to --host"),
                (["--host", "relay.example", "--user", "shop"], "--password-file"),
                (["--host", "relay example"], "is not a host name"), ([], "no terminal to ask on"),
                (["--host", "r.example", "--password-file", "-"], "needs --user"),
                (["--host", "r.example", "--tls", "maybe"], "--tls takes"),
                (["--host", "r.example", "--tls", "none", "--user", "shop", "--password-file", "-"], "without TLS"),
            ] as [([String], String)])
        func usage(_ arguments: [String], _ why: String) async throws {
            let home = try await ScenarioHome()
            let result = try await UsherProcess.run(
                ["relay", "set"] + arguments, environment: ["USHER_HOME": home.path], input: "secret\n")
            #expect(result.end == .exit(64) && result.errors.contains(why), "\(result.errors)")
        }
    }
}
