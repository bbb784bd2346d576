import Foundation
import Testing
import TestSupport

@testable import UsherWeb

@Suite("Bad input over HTTP")
struct BadInputTests {
    struct Bad: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let octets: String
        let statuses: Set<Int>
    }

    private static let good = "/mail/u/\(FakeDesk.token)"
    private static let form = "Content-Type: application/x-www-form-urlencoded\r\n"

    private static func post(_ headers: String, _ body: String = "") -> String {
        "POST \(good) HTTP/1.1\r\nHost: shop.example\r\n\(headers)\r\n\(body)"
    }

    private static func bad(_ name: String, _ octets: String, _ statuses: Int...) -> Bad {
        Bad(testDescription: name, octets: octets, statuses: Set(statuses))
    }

    static let all: [Bad] = [
        bad("no HTTP at all", "hello there\r\n\r\n", 400),
        bad("a TLS greeting", "\u{16}\u{03}\u{01}\u{02}\u{00}\u{01}\u{00}\u{01}\u{fc}\u{03}\u{03}\r\n\r\n", 400),
        bad("an HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400, 404),
        bad("a version of the future", "GET \(good) HTTP/9.9\r\nHost: a\r\n\r\n", 400),
        bad("a method nobody knows", "BREW \(good) HTTP/1.1\r\nHost: a\r\n\r\n", 400, 405),
        bad("PUT", "PUT \(good) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", 405),
        bad("DELETE", "DELETE \(good) HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        bad("OPTIONS", "OPTIONS \(good) HTTP/1.1\r\nHost: a\r\n\r\n", 405),
        bad("a tunnel", "CONNECT shop.example:443 HTTP/1.1\r\nHost: a\r\n\r\n", 400, 404, 405),
        bad("a folded header", "GET \(good) HTTP/1.1\r\nHost: a\r\n b: c\r\n\r\n", 400),
        bad("a header without a colon", "GET \(good) HTTP/1.1\r\nHost\r\n\r\n", 400),
        bad("a NUL in a header", "GET \(good) HTTP/1.1\r\nHost: a\u{0}b\r\n\r\n", 400),
        bad("a space before a header's colon", "GET \(good) HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        bad(
            "a header of 40 KB",
            "GET \(good) HTTP/1.1\r\nHost: a\r\nX: \(String(repeating: "x", count: 40_000))\r\n\r\n", 431),
        bad(
            "two hundred headers",
            "GET \(good) HTTP/1.1\r\nHost: a\r\n\((1...200).map { "X\($0): y\r\n" }.joined())\r\n", 400, 431),
        bad(
            "a path of 40 KB", "GET /mail/u/\(String(repeating: "x", count: 40_000)) HTTP/1.1\r\nHost: a\r\n\r\n", 400,
            404, 414, 431),
        bad("no type", post("Content-Length: 26\r\n", "List-Unsubscribe=One-Click"), 415),
        bad("JSON", post("Content-Type: application/json\r\nContent-Length: 2\r\n", "{}"), 415),
        bad("an empty form", post("\(form)Content-Length: 0\r\n"), 400),
        bad("no body and no length", post(form), 400),
        bad("another word", post("\(form)Content-Length: 24\r\n", "List-Unsubscribe=one-cli"), 400),
        bad("an unknown choice", post("\(form)Content-Length: 10\r\n", "choice=foo"), 400),
        bad("a broken escape", post("\(form)Content-Length: 14\r\n", "choice=all&a=%"), 400),
        bad("octets that are not UTF-8", post("\(form)Content-Length: 16\r\n", "choice=all&a=%ff"), 400),
        bad("a NUL in a value", post("\(form)Content-Length: 16\r\n", "choice=all&a=%00"), 400),
        bad(
            "two hundred fields",
            post("\(form)Content-Length: 800\r\n", String(repeating: "a=b&", count: 200)), 400),
        bad("a huge body, announced", post("\(form)Content-Length: 1000000000\r\n", "choice=all"), 413),
        bad("a length that is none", post("\(form)Content-Length: ten\r\n", "choice=all"), 400),
        bad("a negative length", post("\(form)Content-Length: -1\r\n", "choice=all"), 400),
        bad("two lengths", post("\(form)Content-Length: 10\r\nContent-Length: 11\r\n", "choice=all"), 400),
        bad(
            "a length and chunks", post("\(form)Content-Length: 10\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\n"), 400
        ),
        bad("chunks of nonsense", post("\(form)Transfer-Encoding: chunked\r\n", "zz\r\nchoice=all\r\n0\r\n\r\n"), 400),
        bad(
            "a chunk longer than it says",
            post("\(form)Transfer-Encoding: chunked\r\n", "2\r\nchoice=all\r\n0\r\n\r\n"), 400),
        bad(
            "a chunk of all octets there are",
            post("\(form)Transfer-Encoding: chunked\r\n", "ffffffffffffffffff\r\nchoice=all"), 400),
        bad("an unknown coding", post("\(form)Transfer-Encoding: gzip\r\n", "choice=all"), 400, 501),
        bad(
            "a huge body in chunks",
            post(
                "\(form)Transfer-Encoding: chunked\r\n",
                String(repeating: "1000\r\n\(String(repeating: "a", count: 0x1000))\r\n", count: 8)), 413),
        bad(
            "multipart without a boundary", post("Content-Type: multipart/form-data\r\nContent-Length: 4\r\n", "abcd"),
            400),
        bad(
            "multipart without an end",
            post(
                "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 67\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"choice\"\r\n\r\nall\r\n        "), 400),
        bad("upwards", "GET /mail/../u/\(FakeDesk.token) HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("upwards, escaped", "GET /mail/u/%2e%2e%2fetc%2fpasswd HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("upwards with backslashes", "GET /mail/u/..%5c..%5cetc HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("a NUL in the path", "GET /mail/u/\(FakeDesk.token)%00 HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("a line end in the path", "GET /mail/u/a%0d%0aSet-Cookie:x HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("letters that only look right", "GET /mail/u/ЕQАВ-good HTTP/1.1\r\nHost: a\r\n\r\n", 400, 404),
        bad("a broken query", "GET \(good)?a=%zz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
        bad("outside of the base path", "GET /u/\(FakeDesk.token) HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("the base path itself", "GET /mail HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("an address instead of a path", "GET http://other.example/ HTTP/1.1\r\nHost: a\r\n\r\n", 404),
        bad("a star", "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", 404),
    ]

    @Test("is answered in the 400s, plainly, and changes nothing", arguments: all)
    func refused(bad: Bad) async throws {
        let desk = FakeDesk()
        let server = try await RunningServer.start(try desk.routes)
        let octets =
            bad.octets.unicodeScalars.allSatisfy { $0.value < 0x100 }
            ? bad.octets.unicodeScalars.map { UInt8($0.value) } : Array(bad.octets.utf8)
        let reply = try await server.client.send(octets)
        #expect(bad.statuses.contains(reply.status), "\(reply.status)")
        #expect(desk.choices.isEmpty)
        #expect(!reply.body.isEmpty)
        #expect(reply.field("set-cookie") == nil)
        for (name, value) in Self.headers { #expect(reply.field(name) == value, "\(name)") }
        #expect(reply.field("content-security-policy")?.contains("default-src 'none'") == true)
        // And the server is as good as before.
        #expect(try await server.client.get(Self.good).status == 200)
    }

    private static let headers = [
        "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "X-Robots-Tag": "noindex, nofollow",
        "X-Content-Type-Options": "nosniff",
    ]

    @Test("405 says which methods there are")
    func allow() async throws {
        let server = try await RunningServer.start(try FakeDesk().routes)
        let reply = try await server.client.send("PUT \(Self.good) HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n")
        #expect(reply.field("allow") == "GET, HEAD, POST")
    }

    @Test("A body cut short by its sender is not taken for a whole one")
    func cutShort() async throws {
        let desk = FakeDesk()
        let server = try await RunningServer.start(try desk.routes)
        let type = "Content-Type: application/x-www-form-urlencoded\r\n"
        for headers in ["Content-Length: 40\r\n", "Transfer-Encoding: chunked\r\n"] {
            let connection = try server.connection()
            let body = headers.hasPrefix("T") ? "1a\r\nList-Unsubscribe=One-Click\r\n" : "List-Unsubscribe=One-Click"
            connection.write(Array("POST \(Self.good) HTTP/1.1\r\nHost: a\r\n\(type)\(headers)\r\n\(body)".utf8))
            connection.finish()
            let answer: [UInt8] = await withCheckedContinuation { continuation in
                Thread { continuation.resume(returning: connection.read() ?? []) }.start()
            }
            #expect(!String(decoding: answer, as: UTF8.self).hasPrefix("HTTP/1.1 200"))
        }
        #expect(desk.choices.isEmpty)
    }
}
