import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("Connecting with TLS", .timeLimit(.minutes(20)))
struct TLSTests {
    private func settings(_ front: TLSPeer, _ tls: SMTPSettings.TLS, connections: Int = 1) -> RelaySettings {
        RelaySettings(
            SMTPSettings(
                host: "localhost", port: front.port, tls: tls, authority: front.authority, helo: "usher.example",
                connections: connections, idleCloseMilliseconds: RelaySettings.longIdle),
            timeouts: .unhurried)
    }

    private func fault(_ settings: RelaySettings) async throws -> RelayFault {
        let probe = RelayProbe(settings)
        await probe.relay.open(1)
        let fault = try await probe.fault()
        await probe.relay.drain()
        return fault
    }

    @Test("delivers whole messages, logged in", arguments: [TLSPeer.Mode.startTLS, .implicit])
    func delivers(_ mode: TLSPeer.Mode) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["PIPELINING", "AUTH PLAIN"], login: "shop:secret"))
        let front = try TLSPeer(mode, in: peer)
        var settings = settings(front, mode == .implicit ? .implicit : .required, connections: 2)
        settings.smtp.username = "shop"
        settings.password = "secret"
        let probe = RelayProbe(settings)
        let messages = try (1...4).map { try OutgoingMessage.sample($0, size: Int($0) * 900_000) }
        #expect(try await probe.send(messages, connections: 2).allAccepted)
        await probe.relay.drain()
        let got = Dictionary(uniqueKeysWithValues: peer.accepted.map { ($0.recipient, $0.bytes) })
        for message in messages { #expect(got["<\(message.recipient.wire)>"] == message.bytes) }
        #expect(peer.commands.allSatisfy { $0.contains("AUTH PLAIN") })
    }

    @Test("never falls back to clear text", arguments: [TLSPeer.Mode.noStartTLS, .refused])
    func required(_ mode: TLSPeer.Mode) async throws {
        let peer = try ScriptedPeer()
        let front = try TLSPeer(mode, in: peer)
        #expect(try await fault(settings(front, .required)) == .startTLSMissing)
        #expect(peer.connections == 0)
    }

    @Test("refuses a certificate of an unknown authority, and one for another name")
    func untrusted() async throws {
        let peer = try ScriptedPeer()
        let stranger = try TLSPeer(.startTLS, in: peer)
        let front = try TLSPeer(.startTLS, in: peer)
        let other = try TLSPeer(.implicit, in: peer, name: "other.example")
        var unknown = settings(front, .required)
        unknown.smtp.authority = stranger.authority
        for settings in [unknown, settings(other, .implicit)] {
            guard case .certificate(let text) = try await fault(settings) else {
                Issue.record("another fault")
                continue
            }
            #expect(!text.isEmpty)
        }
        withExtendedLifetime(stranger) {}
        #expect(peer.commands.joined().isEmpty)
    }

    @Test("says when the authority's file is not there")
    func missingAuthority() async throws {
        let peer = try ScriptedPeer()
        let front = try TLSPeer(.startTLS, in: peer)
        var settings = settings(front, .required)
        settings.smtp.authority = "/nonexistent/authority.pem"
        guard case .certificate = try await fault(settings) else { return #expect(Bool(false), "another fault") }
    }

    @Test("ends where the handshake fails", arguments: [TLSPeer.Mode.broken, .closed, .injected])
    func handshake(_ mode: TLSPeer.Mode) async throws {
        let peer = try ScriptedPeer()
        let front = try TLSPeer(mode, in: peer)
        let fault = try await fault(settings(front, .required))
        guard case .tls = fault else { return #expect(Bool(false), "\(fault)") }
        #expect(peer.connections == 0)
    }

    @Test("a server that falls silent in the handshake has the time of a login, and no clear text after it")
    func silent() async throws {
        let peer = try ScriptedPeer()
        let front = try TLSPeer(.silent, in: peer)
        var settings = settings(front, .required)
        settings.timeouts.login = RelayTimeouts.enough
        #expect(try await fault(settings) == .timeout(.startTLS))
        #expect(peer.connections == 0)
    }

    @Test("TLS from the first octet against a server that waits to greet in the clear")
    func wrongPort() async throws {
        let peer = try ScriptedPeer()
        var settings = RelaySettings.to(peer.port)
        settings.smtp.tls = .implicit
        guard case .tls = try await fault(settings) else { return #expect(Bool(false), "another fault") }
    }

    @Test("a body in doubt is in doubt under TLS too")
    func doubt() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.dot, time: 1, .close)]))
        let front = try TLSPeer(.startTLS, in: peer)
        let probe = RelayProbe(settings(front, .required))
        let outcomes = try await probe.send([.sample(1)])
        #expect(outcomes == [DeliveryID(1): .lost(.dot, .closed, reply: nil, reused: false)])
        await probe.relay.close()
    }
}
