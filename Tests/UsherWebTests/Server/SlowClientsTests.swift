import Foundation
import TestSupport
import Testing

@testable import UsherWeb

@Suite("Slow and many clients")
struct SlowClientsTests {
    @Test("A thousand dripping connections do not stop an unsubscribe")
    func dripping() async throws {
        let desk = FakeDesk()
        var limits = WebLimits()
        limits.connections = 64
        let server = try await RunningServer.start(limits: limits, UnsubscribingRoutes(desk: desk))
        var dripping: [WebConnection] = []
        for number in 0..<1000 {
            let connection = try WebConnection(.port(server.port))
            connection.write(Array("POST /mail/u/x HTTP/1.1\r\nX-\(number): ".utf8))
            dripping.append(connection)
        }
        let reply = try await server.client.post("/mail/u/\(FakeDesk.token)", "List-Unsubscribe=One-Click")
        #expect(reply.status == 200)
        #expect(desk.choices == ["all by one-click"])
        // The oldest gave way.
        let first = dripping[0]
        let end: [UInt8]? = await withCheckedContinuation { continuation in
            Thread { continuation.resume(returning: first.read()) }.start()
        }
        #expect(end == nil)
    }

    @Test("A header that does not come to its end is cut off", .timeLimit(.minutes(20)))
    func slowHeader() async throws {
        var limits = WebLimits()
        limits.headerSeconds = 1
        let server = try await RunningServer.start(limits: limits, UnsubscribingRoutes(desk: FakeDesk()))
        await #expect(throws: WebClient.Trouble.self) {
            _ = try await server.client.send("GET /mail/u/x HTTP/1.1\r\nHost: ")
        }
    }

    @Test("So is a body", .timeLimit(.minutes(20)))
    func slowBody() async throws {
        var limits = WebLimits()
        limits.bodySeconds = 1
        let desk = FakeDesk()
        let server = try await RunningServer.start(limits: limits, UnsubscribingRoutes(desk: desk))
        let head = "POST /mail/u/\(FakeDesk.token) HTTP/1.1\r\nHost: a\r\nContent-Length: 26\r\n"
        let reply = try? await server.client.send(
            "\(head)Content-Type: application/x-www-form-urlencoded\r\n\r\nList-Unsubscribe=")
        #expect(reply?.status != 200)
        #expect(desk.choices.isEmpty)
    }
}
