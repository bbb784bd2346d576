import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherSMTP

@Suite("Connecting in the clear", .timeLimit(.minutes(20)))
struct ConnectTests {
    struct Row: Sendable, CustomTestStringConvertible {
        let point: PeerScript.Point
        let action: PeerScript.Action
        let fault: RelayFault
        var testDescription: String { "\(point.rawValue): \(action)" }

        init(_ point: PeerScript.Point, _ action: PeerScript.Action, _ fault: RelayFault) {
            self.point = point
            self.action = action
            self.fault = fault
        }
    }

    static let no = Reply(code: 554, enhanced: EnhancedStatus(5, 7, 1), text: "go away")
    static let busy = Reply(code: 421, enhanced: EnhancedStatus(4, 3, 2), text: "busy")

    static let rows = [
        Row(.greeting, .replyAndClose("554 5.7.1 go away"), .refused(.greeting, no)),
        Row(.greeting, .replyAndClose("421 4.3.2 busy"), .refused(.greeting, busy)),
        Row(.greeting, .close, .lost(.greeting)),
        Row(.greeting, .hang, .timeout(.greeting)),
        Row(.greeting, .reply("SSH-2.0-OpenSSH_9.9"), .other("what answers there does not speak SMTP")),
        Row(.greeting, .flood(octets: 10_000_000), .lost(.greeting)),
        Row(.greeting, slowly, .timeout(.greeting)),
        Row(.ehlo, .replyAndClose("421 4.3.2 busy"), .lost(.ehlo)),
        Row(.ehlo, .close, .lost(.ehlo)),
        Row(.ehlo, .hang, .timeout(.ehlo)),
        Row(.ehlo, .reply("rubbish"), .other("what answers there does not speak SMTP")),
        Row(.ehlo, .flood(octets: 10_000_000), .lost(.ehlo)),
        Row(.ehlo, slowly, .timeout(.ehlo)),
        Row(
            .auth, .reply("535 5.7.8 wrong"),
            .authRefused(Reply(code: 535, enhanced: EnhancedStatus(5, 7, 8), text: "wrong"))),
        Row(
            .auth, .reply("454 4.7.0 later"),
            .authRefused(Reply(code: 454, enhanced: EnhancedStatus(4, 7, 0), text: "later"))),
        Row(.auth, .close, .lost(.auth)),
        Row(.auth, .hang, .timeout(.auth)),
        Row(.auth, .reply("rubbish"), .other("what answers there does not speak SMTP")),
        Row(.auth, .flood(octets: 10_000_000), .lost(.auth)),
        Row(.auth, slowly, .timeout(.auth)),
    ]

    /// So that no reply is whole within the time for them all, in which those before it come on a busy machine, too.
    static let slowly = PeerScript.Action.drip(milliseconds: 5000)

    @Test("names what went wrong, once for all attempts", arguments: rows)
    func faults(_ row: Row) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["AUTH PLAIN LOGIN"], [.init(row.point, row.action)]))
        var settings = RelaySettings.to(peer.port, connections: 3)
        settings.smtp.username = "shop"
        settings.password = "secret"
        if row.action == .hang || row.action == Self.slowly { settings.timeouts.login = RelayTimeouts.enough }
        let probe = RelayProbe(settings)
        await probe.relay.open(3)
        #expect(try await probe.fault() == row.fault)
        await probe.relay.drain()
        #expect(peer.connections == 3)
    }

    @Test(
        "replies that drip are as good as any, within the time for them all",
        arguments: [PeerScript.Point.greeting, .ehlo, .auth])
    func drips(point: PeerScript.Point) async throws {
        let peer = try ScriptedPeer(
            PeerScript(capabilities: ["AUTH PLAIN"], login: "shop:secret", [.init(point, .drip(milliseconds: 2))]))
        var settings = RelaySettings.to(peer.port)
        settings.smtp.username = "shop"
        settings.password = "secret"
        let probe = RelayProbe(settings)
        #expect(try await probe.send([.sample(1)]).allAccepted)
        await probe.relay.drain()
        #expect(peer.connections == 1)
    }

    @Test("logs in with name and password", arguments: ["PLAIN LOGIN", "PLAIN", "CRAM-MD5 PLAIN"])
    func login(mechanisms: String) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["AUTH \(mechanisms)"], login: "shop:se cret"))
        var settings = RelaySettings.to(peer.port)
        settings.smtp.username = "shop"
        settings.password = "se cret"
        let probe = RelayProbe(settings)
        #expect(try await probe.send([.sample(1)]).allAccepted)
        await probe.relay.drain()
        #expect(peer.commands.first?.contains("AUTH PLAIN") == true)
    }

    @Test("a wrong password is refused with the server's reply")
    func wrongPassword() async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: ["AUTH PLAIN"], login: "shop:right"))
        var settings = RelaySettings.to(peer.port)
        settings.smtp.username = "shop"
        settings.password = "wrong"
        let probe = RelayProbe(settings)
        await probe.relay.open(1)
        let reply = Reply(code: 535, enhanced: EnhancedStatus(5, 7, 8), text: "wrong name or password")
        #expect(try await probe.fault() == .authRefused(reply))
        await probe.relay.drain()
    }

    @Test("never goes on without the login", arguments: [[], ["AUTH CRAM-MD5"], ["auth plain"]])
    func authNotOffered(capabilities: [String]) async throws {
        let peer = try ScriptedPeer(PeerScript(capabilities: capabilities))
        var settings = RelaySettings.to(peer.port)
        settings.smtp.username = "shop"
        settings.password = "secret"
        let probe = RelayProbe(settings)
        await probe.relay.open(1)
        #expect(try await probe.fault() == .authNotOffered)
        await probe.relay.drain()
        #expect(peer.commands.joined().allSatisfy { !$0.hasPrefix("MAIL") })
    }

    @Test("sends no password in the clear to another machine")
    func credentialsWithoutTLS() async throws {
        var settings = RelaySettings.to(25)
        settings.smtp.host = "relay.example"
        settings.smtp.username = "shop"
        let probe = RelayProbe(settings)
        await probe.relay.open(1)
        #expect(try await probe.fault() == .credentialsWithoutTLS)
        await probe.relay.drain()
    }

    @Test("names a host that is not there and a port where nobody listens")
    func nobody() async throws {
        var settings = RelaySettings.to(1)
        let closed = RelayProbe(settings)
        await closed.relay.open(1)
        #expect(try await closed.fault() == .connectionRefused)
        settings.smtp.host = "relay.invalid"
        let unknown = RelayProbe(settings)
        await unknown.relay.open(1)
        #expect(try await unknown.fault() == .nameNotFound)
    }

    @Test("refuses an EHLO name that could be a command")
    func badHelo() async throws {
        var settings = RelaySettings.to(25)
        settings.smtp.helo = "a.example\r\nMAIL FROM:<x@y.example>"
        let probe = RelayProbe(settings)
        await probe.relay.open(1)
        let fault = try await probe.fault()
        guard case .other(let words) = fault else {
            Issue.record("\(fault)")
            return
        }
        #expect(words.contains("is not a name for EHLO"))
    }

    @Test("uses what EHLO offers, and HELO where EHLO is refused")
    func helo() async throws {
        let peer = try ScriptedPeer(PeerScript([.init(.ehlo, .reply("502 5.5.1 what"))]))
        let probe = RelayProbe(.to(peer.port))
        await probe.relay.open(1)
        let offered = try await probe.next { if case .connected(let capabilities) = $0 { capabilities } else { nil } }
        #expect(offered == RelayCapabilities())
        await probe.relay.drain()
        #expect(peer.commands.first == ["EHLO usher.example", "HELO usher.example", "QUIT"])
    }

    @Test("serves with fewer connections when the relay refuses more")
    func limited() async throws {
        let peer = try ScriptedPeer(
            PeerScript([.init(.greeting, time: 2, .replyAndClose("421 4.7.0 too many connections"))]))
        let probe = RelayProbe(.to(peer.port, connections: 2))
        await probe.relay.open(2)
        let limit = try await probe.next { if case .limited(let count, let fault) = $0 { (count, fault) } else { nil } }
        #expect(limit.0 == 1)
        await probe.relay.open(2)
        await probe.relay.send([try .sample(1)])
        #expect(try await probe.outcomes(1).allAccepted)
        await probe.relay.drain()
        #expect(peer.connections == 2)
    }
}
