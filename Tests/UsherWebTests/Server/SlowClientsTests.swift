import Foundation
import Testing
import TestSupport

@testable import UsherWeb

@Suite("Slow and many clients")
struct SlowClientsTests {
    @Test("A thousand dripping connections do not stop an unsubscribe")
    func dripping() async throws {
        let desk = FakeDesk()
        var limits = WebLimits.unhurried
        limits.connections = 64
        let server = try await RunningServer.start(limits: limits, try desk.routes)
        var dripping: [WebConnection] = []
        for number in 0..<1000 {
            let connection = try server.connection()
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
        let server = try await RunningServer.start(limits: limits, try FakeDesk().routes)
        await #expect(throws: WebClient.Trouble.self) {
            _ = try await server.client.send("GET /mail/u/x HTTP/1.1\r\nHost: ")
        }
    }

    @Test(
        "Whoever asks for twenty thousand answers and reads none gets few of them made, and is cut off",
        .timeLimit(.minutes(20)))
    func reader() async throws {
        var limits = WebLimits()
        limits.answerSeconds = 2
        let server = try await RunningServer.start(limits: limits, try FakeDesk().routes)
        let request = "GET /mail/u/\(FakeDesk.token) HTTP/1.1\r\nHost: a\r\n\r\n"
        let all = Array(String(repeating: request, count: 20_000).utf8)
        let connections = try (1...4).map { _ in try server.connection() }
        await withTaskGroup(of: Void.self) { group in
            for connection in connections {
                group.addTask {
                    await withCheckedContinuation { continuation in
                        // Ends when all of it is on its way, or the server closes.
                        Thread {
                            connection.write(all)
                            continuation.resume()
                        }.start()
                    }
                }
            }
        }
        // A server may accept a connection after all has been written to it.
        while server.connections.mostOpen == 0 || server.connections.count > 0 {
            try await Task.sleep(for: .milliseconds(20))
        }
        // One at a time, however many came in one read.
        #expect(server.connections.mostOpen == 1)
    }

    @Test(
        "A client that waits to hear whether its body is wanted hears it at once, or gets its answer",
        .timeLimit(.minutes(20)))
    func expects() async throws {
        let desk = FakeDesk()
        let server = try await RunningServer.start(try desk.routes)
        func ask(_ path: String, length: Int) throws -> WebConnection {
            let connection = try server.connection()
            connection.write(
                Array(
                    ("POST \(path) HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: \(length)\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n\r\n").utf8))
            return connection
        }
        func read(_ connection: WebConnection) async -> String {
            await withCheckedContinuation { continuation in
                Thread { continuation.resume(returning: String(decoding: connection.read() ?? [], as: UTF8.self)) }
                    .start()
            }
        }
        let form = "List-Unsubscribe=One-Click"
        let wanted = try ask("/mail/u/\(FakeDesk.token)", length: form.utf8.count)
        #expect(await read(wanted) == "HTTP/1.1 100 Continue\r\n\r\n")
        #expect(desk.choices.isEmpty)
        wanted.write(Array(form.utf8))
        #expect(await read(wanted).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(desk.choices == ["all by one-click"])
        #expect(await read(try ask("/mail/u/\(FakeDesk.token)", length: 1_000_000)).hasPrefix("HTTP/1.1 413 "))
        #expect(await read(try ask("/mail/nowhere", length: 5)).hasPrefix("HTTP/1.1 404 "))
    }

    @Test("What is no request, behind requests that wait for their turn, is said and ends the connection")
    func brokenBehindOthers() async throws {
        let server = try await RunningServer.start(try FakeDesk().routes)
        let request = "GET /mail/u/\(FakeDesk.token) HTTP/1.1\r\nHost: a\r\n\r\n"
        let connection = try server.connection()
        connection.write(Array((request + request + "\u{1} nothing\r\n\r\n").utf8))
        let said: String = await withCheckedContinuation { continuation in
            Thread {
                var octets: [UInt8] = []
                while let more = connection.read() { octets += more }
                continuation.resume(returning: String(decoding: octets, as: UTF8.self))
            }.start()
        }
        #expect(said.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(said.contains("HTTP/1.1 400 Bad Request\r\n"))
    }

    @Test("So is a body", .timeLimit(.minutes(20)))
    func slowBody() async throws {
        var limits = WebLimits()
        limits.bodySeconds = 1
        let desk = FakeDesk()
        let server = try await RunningServer.start(limits: limits, try desk.routes)
        let head = "POST /mail/u/\(FakeDesk.token) HTTP/1.1\r\nHost: a\r\nContent-Length: 26\r\n"
        let reply = try? await server.client.send(
            "\(head)Content-Type: application/x-www-form-urlencoded\r\n\r\nList-Unsubscribe=")
        #expect(reply?.status != 200)
        #expect(desk.choices.isEmpty)
    }
}
