import Foundation
import TestSupport
import Testing
import UsherCore

/// A real web server with TLS on a loopback port, set up as one of the files in `docs/web`, in front of a Unix socket.
///
/// It ends with `stop`, or when the process that started it is gone, however that came.
final class FrontServer: Sendable {
    enum Kind: String, CaseIterable, Sendable, CustomTestStringConvertible {
        case nginx, caddy

        var testDescription: String { rawValue }

        var example: String { Repository.file(self == .nginx ? "docs/web/nginx.conf" : "docs/web/Caddyfile") }

        /// Whether it can run on this machine. In CI the answer is always yes, so that what is missing fails.
        var isAvailable: Bool {
            let program = self == .nginx ? "/usr/sbin/nginx" : "/usr/bin/caddy"
            return ProcessInfo.processInfo.environment["CI"] == "true"
                || [program, "/usr/bin/curl"].allSatisfy(FileManager.default.fileExists)
        }
    }

    struct Reply: Sendable {
        let status: String
        let headers: String
    }

    private let port: Int
    private let folder: TemporaryFolder
    private let program: Program

    private init(port: Int, folder: TemporaryFolder, program: Program) {
        self.port = port
        self.folder = folder
        self.program = program
    }

    static func start(_ kind: Kind, before socket: String) async throws -> FrontServer {
        let folder = try TemporaryFolder("front")
        let port = try FreePort.next()
        let server = FrontServer(
            port: port, folder: folder,
            program: try Program(
                Repository.file("Tests/Fixtures/front"),
                [kind.rawValue, folder.path, String(port), socket, kind.example], holdsInput: true))
        while !server.program.output.hasPrefix("ready") {
            if let end = server.program.end {
                throw UsherProcess.Trouble(
                    description: "\(kind.rawValue) did not start (\(end)): \(server.program.errors)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return server
    }

    /// Asks for `path` as a mailbox provider does: over TLS, without cookies, following nothing. `form` makes it a
    /// POST.
    func ask(_ path: String, form: String? = nil, multipart: String? = nil) async throws -> Reply {
        var arguments = [
            "-s", "--max-time", "60", "--cacert", folder("certificate.pem"), "--resolve",
            "shop.example:\(port):127.0.0.1", "-o", "/dev/null", "-D", "-",
        ]
        if let form { arguments += ["--data-raw", form] }
        if let multipart { arguments += ["--form-string", multipart] }
        let result = try await Program("/usr/bin/curl", arguments + ["https://shop.example:\(port)\(path)"]).wait()
        let status = result.output.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        return Reply(status: status, headers: result.output.lowercased())
    }

    /// Where it is for who knows no name.
    var address: String { "https://127.0.0.1:\(port)" }

    /// A PEM file: what a client has to trust.
    var certificate: String { folder("certificate.pem") }

    /// When its certificate ends, as openssl says it.
    func certificateEnd() async throws -> Timestamp {
        let said = try await Program(
            "/usr/bin/openssl", ["x509", "-noout", "-enddate", "-dateopt", "iso_8601", "-in", certificate]
        ).wait().output
        let text = said.replacing("notAfter=", with: "").replacing("\n", with: "").replacing(
            " ", with: "T", maxReplacements: 1)
        return try Timestamp(parsing: text, clock: .utc)
    }

    /// Everything it has written down.
    var log: String {
        ["log", "access.log", "out"].compactMap { try? String(contentsOfFile: folder($0), encoding: .utf8) }.joined()
    }

    func stop() async throws {
        try program.closeInput()
        await program.wait()
    }
}
