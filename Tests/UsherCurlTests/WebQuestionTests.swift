import Foundation
import Glibc
import TestSupport
import Testing
import UsherCore
import UsherCurl

/// A web server of one connection after the other, which says what it is told to and keeps what it heard.
private final class OneAnswer {
    let port: Int
    private let program: Program

    init(_ answer: String, thenHangs: Bool = false) throws {
        let script = """
            import socket, sys, time
            server = socket.create_server(("127.0.0.1", 0))
            print(server.getsockname()[1], flush=True)
            while True:
                peer = server.accept()[0]
                heard = b""
                while b"\\r\\n\\r\\n" not in heard:
                    heard += peer.recv(65536) or sys.exit("the client left")
                head, _, rest = heard.partition(b"\\r\\n\\r\\n")
                length = [int(line.split(b":")[1]) for line in head.split(b"\\r\\n") if line.lower().startswith(b"content-length")]
                while length and len(rest) < length[0]:
                    rest += peer.recv(65536)
                print((head + b"|" + rest).decode().replace("\\r\\n", "|"), flush=True)
                peer.sendall(bytes(sys.argv[1], "utf-8"))
                if sys.argv[2] == "hang":
                    time.sleep(600)
                peer.close()
            """
        program = try Program("/usr/bin/python3", ["-c", script, answer, thenHangs ? "hang" : "close"])
        var port: Int?
        while port == nil, program.end == nil {
            port = program.output.split(separator: "\n").first.flatMap { Int($0) }
            usleep(2000)
        }
        self.port = try #require(port, "\(program.errors)")
    }

    var url: String { "http://127.0.0.1:\(port)/page" }
    var heard: String { program.output.split(separator: "\n").dropFirst().joined(separator: "\n") }
}

@Suite struct WebQuestionTests {
    /// For a server that answers, however late.
    private static let long = 600

    @Test("an answer has status, headers and body")
    func answers() throws {
        let server = try OneAnswer("HTTP/1.1 404 Not Found\r\nX-Kind:  a  \r\nContent-Length: 4\r\n\r\ngone")
        let answer = try WebQuestion(server.url, headers: ["Accept: text/plain"], seconds: Self.long).ask()
        #expect(
            answer
                == WebAnswer(status: 404, headers: ["x-kind": "a", "content-length": "4"], body: Array("gone".utf8)))
        #expect(server.heard.contains("GET /page HTTP/1.1"))
        #expect(server.heard.contains("Accept: text/plain"))
    }

    @Test("a body is posted as it is")
    func posts() throws {
        let server = try OneAnswer("HTTP/1.1 204 No Content\r\n\r\n")
        let answer = try WebQuestion(
            server.url, .post(contentType: "text/x", body: Array("a=1".utf8)), seconds: Self.long
        ).ask()
        #expect(answer.status == 204)
        #expect(server.heard.contains("Content-Type: text/x"))
        #expect(server.heard.hasSuffix("a=1"))
        _ = try WebQuestion(server.url, .post(contentType: "text/x", body: []), seconds: Self.long).ask()
        #expect(server.heard.contains("Content-Length: 0"))
    }

    @Test("a redirection is an answer, unless it is to be followed")
    func redirections() throws {
        let server = try OneAnswer("HTTP/1.1 302 Found\r\nLocation: /page\r\nContent-Length: 0\r\n\r\n")
        #expect(try WebQuestion(server.url, seconds: Self.long).ask().headers["location"] == "/page")
        #expect(throws: WebFault.tooManyRedirections) {
            try WebQuestion(server.url, seconds: Self.long, mostRedirections: 3).ask()
        }
    }

    @Test("more than is wanted is not taken")
    func tooLarge() throws {
        let server = try OneAnswer("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 2000))
        #expect(throws: WebFault.tooLarge) {
            try WebQuestion(server.url, seconds: Self.long, mostOctets: 1999).ask()
        }
        #expect(try WebQuestion(server.url, seconds: Self.long, mostOctets: 2000).ask().body.count == 2000)
        let headers = try OneAnswer(
            "HTTP/1.1 200 OK\r\n" + String(repeating: "X-A: \(String(repeating: "y", count: 900))\r\n", count: 90)
                + "\r\n")
        #expect(throws: WebFault.tooLarge) { try WebQuestion(headers.url, seconds: Self.long).ask() }
    }

    @Test("a server that hangs is waited for so long")
    func hangs() throws {
        let server = try OneAnswer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nx", thenHangs: true)
        #expect(throws: WebFault.timeout) { try WebQuestion(server.url, seconds: 1).ask() }
    }

    @Test(
        "what cannot be asked",
        arguments: [
            ("file:///etc/passwd", WebFault.badURL), ("http://a b/", .badURL), ("", .badURL),
            ("gopher://127.0.0.1/", .badURL), ("http://127.0.0.1:1/", .connectionRefused),
            ("http://nobody.invalid/", .nameNotFound),
        ])
    func cannot(url: String, fault: WebFault) {
        #expect(throws: fault) { try WebQuestion(url).ask() }
    }

    @Test("a header with a line's end is refused")
    func injected() {
        #expect(throws: WebFault.other("a header line cannot be sent")) {
            try WebQuestion("http://127.0.0.1:1/", headers: ["X: y\r\nZ: a"]).ask()
        }
    }

    @Test("a certificate's end is read as OpenSSL writes it")
    func certificates() {
        #expect(
            WebAnswer.moment(ofCertificate: "Nov 29 22:50:13 2026 GMT") == Timestamp(milliseconds: 1_795_992_613_000))
        #expect(
            WebAnswer.moment(ofCertificate: "Jan  5 00:00:00 2027 GMT") == Timestamp(milliseconds: 1_799_107_200_000))
        for text in ["", "soon", "Nov 29 22:50:13 2026", "Nov 99 22:50:13 2026 GMT"] {
            #expect(WebAnswer.moment(ofCertificate: text) == nil)
        }
    }
}
