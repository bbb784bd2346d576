import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

/// Real sockets, a real TLS server, a real SMTP peer.
@Suite("A look at a relay", .timeLimit(.minutes(20)))
struct RelayVisitTests {
    private func settings(_ port: Int, _ tls: SMTPSettings.TLS, authority: String? = nil) -> RelaySettings {
        RelaySettings(
            SMTPSettings(host: "localhost", port: port, tls: tls, authority: authority, helo: "usher.example"))
    }

    @Test(
        "sees what it offers and until when its certificate is good, logs in, and sends nothing",
        arguments: [TLSPeer.Mode.startTLS, .implicit])
    func encrypted(_ mode: TLSPeer.Mode) throws {
        let script = PeerScript(capabilities: ["PIPELINING", "DSN", "SIZE 5000", "AUTH PLAIN"], login: "shop:secret")
        let peer = try ScriptedPeer(script)
        let front = try TLSPeer(mode, in: peer)
        var settings = settings(front.port, mode == .implicit ? .implicit : .required, authority: front.authority)
        settings.smtp.username = "shop"
        settings.password = "secret"
        let sight = try RelayVisit.look(by: settings, timeouts: .unhurried)
        #expect(sight.capabilities.pipelining && sight.capabilities.dsn && sight.capabilities.sizeLimit == 5000)
        let end = try #require(sight.certificateEnds)
        let days = Double(end.since(Timestamp(seconds: Int64(Date().timeIntervalSince1970)))) / 86_400_000
        #expect((1.5...2.1).contains(days), "the test's certificate is good for two days: \(end.iso8601)")
        let words = Set(peer.commands.joined().map { String($0.prefix { $0 != " " }) })
        #expect(words.isDisjoint(with: ["MAIL", "RCPT", "DATA"]))
        settings.password = "wrong"
        do {
            _ = try RelayVisit.look(by: settings, timeouts: .unhurried)
            Issue.record("a wrong password is taken")
        } catch {
            if case .authRefused = error { return }
            Issue.record("another end: \(error)")
        }
    }

    @Test("sees no certificate where nothing is encrypted, and says why there is nothing to see")
    func plain() throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: []))
        let sight = try RelayVisit.look(by: settings(peer.port, .none), timeouts: .unhurried)
        #expect(sight == RelaySight(capabilities: RelayCapabilities()))
        peer.stop()
        #expect(throws: RelayFault.self) { try RelayVisit.look(by: settings(peer.port, .none), timeouts: .unhurried) }
    }
}
