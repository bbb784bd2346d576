import Foundation
import TestSupport

/// A real https server on loopback, with a certificate made for the test that is good for two days. Its TLS and HTTP
/// are Python's. Stops when the last reference goes.
final class ScriptedWeb: Sendable {
    let port: Int
    /// The certificate, which is its own authority.
    let authority: String
    private let program: Program
    private let folder: TemporaryFolder

    init(name: String = "shop.example") throws {
        folder = try TemporaryFolder("scripted-web")
        authority = folder("cert.pem")
        let openssl = try Program(
            "/usr/bin/env",
            [
                "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                "-days", "2", "-subj", "/CN=\(name)", "-addext", "subjectAltName=DNS:\(name)", "-keyout",
                folder("key.pem"), "-out", authority,
            ])
        openssl.waitBlocking()
        try Self.script.write(toFile: folder("web.py"), atomically: true, encoding: .utf8)
        let program = try Program("/usr/bin/env", ["python3", folder("web.py"), authority, folder("key.pem")])
        program.waitBlocking { program.output.hasSuffix("\n") }
        guard let port = Int(program.output.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw CannotStart(description: program.errors)
        }
        self.program = program
        self.port = port
    }

    struct CannotStart: Error { let description: String }

    private static let script = """
        import http.server, ssl, sys

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self, status, body=b"", **fields):
                self.send_response(status)
                for name, value in fields.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_GET(self):
                if self.path.startswith("/moved/"):
                    return self.answer(301, Location="/mail/u/probe")
                self.answer(200 if self.path == "/mail/u/probe" else 404, b"<p>hello</p>")

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if self.path.startswith("/moved/"):
                    return self.answer(308, Location="/mail/u/probe")
                isForm = self.headers["Content-Type"] == "application/x-www-form-urlencoded"
                isRight = isForm and body == b"List-Unsubscribe=One-Click" and "Cookie" not in self.headers
                self.answer(200 if isRight and self.path == "/mail/u/probe" else 400)

            def log_message(self, *words):
                pass

        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1], sys.argv[2])
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1], flush=True)
        server.serve_forever()
        """
}
