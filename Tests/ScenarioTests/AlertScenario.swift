import Foundation
import Glibc
import TestSupport
import Testing

extension Scenarios {
    @Suite("Trouble reaches a human")
    struct AlertScenario {
        @Test("by a program and by mail over another relay, once, and once more after a restart only when it is time")
        func reaches() async throws {
            let (relay, other) = (try ScriptedPeer(), try ScriptedPeer())
            let home = try await ScenarioHome()
            let told = home("told")
            try await ScriptFile.write("{ echo \"== $USHER_ALERT_KIND\"; cat; } >>\(told)", to: home("tell-me"))
            try home.goLive(
                port: relay.port,
                settings: [
                    "alerts:", "  command: tell-me", "  mail:", "    to: ops@example.org",
                    "    smtp: { host: 127.0.0.1, port: \(other.port), tls: none }",
                ])

            #expect(
                try await home.done("alerts", "test")
                    == "Went by tell-me.\nWent by mail to ops@example.org.\n")
            #expect(try home.read("told").hasPrefix("== began\ntest\nThis is a test of Usher's alerts."))
            #expect(other.accepted.count == 1)

            // The last backup is two days old.
            let mark = try home.write("", to: "state/last-backup")
            let old = timeval(tv_sec: time(nil) - 2 * 86_400, tv_usec: 0)
            #expect(utimes(mark, [old, old]) == 0)
            let daemon = try await home.run()
            try await eventually("the mail") { other.accepted.count == 2 }
            let mail = try #require(other.accepted.last)
            let text = String(decoding: mail.bytes, as: UTF8.self)
            #expect(mail.recipient == "<ops@example.org>")
            #expect(text.contains("\r\nAuto-Submitted: auto-generated\r\n") && text.contains(": backup\r\n"))
            #expect(text.contains("the last backup was made"))
            try await eventually("the program") { try home.read("told").contains("== began\nbackup\n") }
            #expect(await daemon.stop().end == .exit(0))
            #expect(relay.accepted.isEmpty)

            // It was told of, and is not told again so soon.
            let second = try await home.run()
            try await home.done("send-test", "ada@example.org")
            #expect(await second.stop().end == .exit(0))
            #expect(other.accepted.count == 2)
        }

        @Test("by this machine's mail system; and the ping is asked as long as all is well")
        func sendmail() async throws {
            let (relay, watch) = (try ScriptedPeer(), try Watch())
            let home = try await ScenarioHome()
            let told = home("told")
            let program = home("sendmail")
            try await ScriptFile.write("{ echo \"$@\"; cat; } >\(told)", to: program)
            try home.goLive(
                port: relay.port,
                settings: ["alerts: { mail: { to: ops@example.org, sendmail: \(program) }, ping: \"\(watch.url)\" }"])
            #expect(
                try await home.done("alerts", "test")
                    == "Went by mail to ops@example.org.\n\(watch.url) took the ping.\n")
            #expect(watch.asked == ["GET /4f1c HTTP/1.1"])
            let sent = try home.read("told")
            #expect(sent.hasPrefix("-i -f ida@paperheron.example -- ops@example.org\n"))
            #expect(sent.contains("\nSubject: Usher on ") && sent.contains("\nTo: ops@example.org\n"))
            #expect(sent.contains("This is a test of Usher's alerts.") && !sent.utf8.contains(0x0D))
            let daemon = try await home.run()
            try await eventually("the ping") { watch.asked.count == 2 }
            #expect(await daemon.stop().end == .exit(0))
        }

        @Test("where the ping is the only alarm, the test asks it, and says so; one that is not taken is a failure")
        func pingAlone() async throws {
            let (good, bad) = (try Watch(), try Watch(status: "404 Not Found"))
            let home = try await ScenarioHome()
            try home.goLive(port: 25, settings: ["alerts: { ping: \"\(good.url)\" }"])
            let went = try await home.usher("alerts", "test")
            #expect(went.end == .exit(0) && went.output == "\(good.url) took the ping.\n")
            #expect(went.errors.contains("only the ping tells of trouble"))
            try home.goLive(port: 25, settings: ["alerts: { ping: \"\(bad.url)\" }"])
            let failed = try await home.usher("alerts", "test")
            #expect(failed.end == .exit(69))
            #expect(failed.errors.contains("the ping to \(bad.url): it answers 404"))
        }

        @Test("a way that fails is named by the test, and none is said to be needed")
        func fails() async throws {
            let home = try await ScenarioHome()
            let none = try await home.usher("alerts", "test")
            #expect(none.end == .exit(78))
            #expect(none.errors.contains("names no way for alerts"))
            try await ScriptFile.write("echo no signal\nexit 3", to: home("tell-me"))
            try home.goLive(port: 25, settings: ["alerts: { command: tell-me }"])
            let failed = try await home.usher("alerts", "test")
            #expect(failed.end == .exit(69))
            #expect(failed.errors == "usher: tell-me: it ended with 3: no signal\n")
        }

        /// Who watches that the ping comes.
        private final class Watch {
            private let program: Program
            private let port: Int

            init(status: String = "204 No Content") throws {
                let script = """
                    import socket, sys
                    server = socket.create_server(("127.0.0.1", 0))
                    print(server.getsockname()[1], flush=True)
                    while True:
                        peer = server.accept()[0]
                        print(peer.recv(65536).split(b"\\r\\n")[0].decode(), flush=True)
                        peer.sendall(b"HTTP/1.1 " + sys.argv[1].encode() + b"\\r\\nContent-Length: 0\\r\\n\\r\\n")
                        peer.close()
                    """
                program = try Program("/usr/bin/python3", ["-c", script, status])
                var port: Int?
                while port == nil, program.end == nil {
                    port = program.output.split(separator: "\n").first.flatMap { Int($0) }
                    usleep(2000)
                }
                self.port = try #require(port, "\(program.errors)")
            }

            var url: String { "http://127.0.0.1:\(port)/4f1c" }
            var asked: [String] { program.output.split(separator: "\n").dropFirst().map(String.init) }
        }
    }
}
