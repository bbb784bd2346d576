import Foundation
import Glibc
import TestSupport

/// A real Postfix with STARTTLS and AUTH on a loopback port, with its own configuration, queue and mailboxes in a
/// temporary folder.
///
/// It ends with `stop`, or when the process that started it is gone, however that came.
final class PostfixServer: Sendable {
    struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    /// Whether it can run on this machine. In CI the answer is always yes, so that what is missing fails.
    static var isAvailable: Bool {
        ProcessInfo.processInfo.environment["CI"] == "true"
            || getuid() == 0
                && ["/usr/sbin/postfix", "/usr/sbin/saslpasswd2"].allSatisfy(FileManager.default.fileExists)
    }

    let port: Int
    let username = "usher"
    let password = "correct horse battery staple"
    /// A PEM file: what a client has to trust for the names `localhost` and `127.0.0.1`.
    let certificate: String
    private let folder: TemporaryFolder
    private let program: Program

    private init(port: Int, folder: TemporaryFolder, program: Program) {
        self.port = port
        self.folder = folder
        self.program = program
        certificate = folder("certificate.pem")
    }

    /// Starts one with a mailbox for each of `addresses`; mail for anybody else is refused with 550 5.1.1. Returns when
    /// it listens.
    /// `transport`: where mail for others goes, as in transport(5); `services`: by what, as in master(5).
    static func start(
        addresses: [String], transport: String = "", services: String = ""
    ) async throws -> PostfixServer {
        let folder = try TemporaryFolder("postfix")
        // Postfix delivers as another user, who has to get here.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        let list = addresses.map { "\($0)\n" }.joined()
        try Data(list.utf8).write(to: URL(fileURLWithPath: folder("addresses")))
        for (name, text) in [("transport", transport), ("services", services)] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: folder(name)))
        }
        let port = try FreePort.next()
        let server = PostfixServer(
            port: port, folder: folder,
            program: try Program(
                fixture, [folder.path, String(port), "usher", "correct horse battery staple"], holdsInput: true))
        try await server.waitUntilReady()
        return server
    }

    /// The messages that have arrived for `address`, oldest first, with Postfix's own header fields on top.
    func messages(for address: String) -> [[UInt8]] {
        let mailbox = folder("mail/\(address)/new")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: mailbox)) ?? []
        return names.sorted().compactMap { FileManager.default.contents(atPath: "\(mailbox)/\($0)").map(Array.init) }
    }

    /// How many messages have arrived in all.
    var count: Int {
        let mailboxes = (try? FileManager.default.contentsOfDirectory(atPath: folder("mail"))) ?? []
        return mailboxes.reduce(0) { sum, mailbox in
            sum + ((try? FileManager.default.contentsOfDirectory(atPath: folder("mail/\(mailbox)/new")).count) ?? 0)
        }
    }

    /// The folder with one Maildir per address, for other programs to read.
    var mail: String { folder("mail") }

    /// What Postfix has logged.
    var log: String { (try? String(contentsOfFile: folder("log"), encoding: .utf8)) ?? "" }

    /// Stops it and waits until it is gone.
    func stop() async throws {
        try program.closeInput()
        await program.wait()
    }

    private func waitUntilReady() async throws {
        while !program.output.hasPrefix("ready") {
            if let end = program.end {
                let control = (try? String(contentsOfFile: folder("control.log"), encoding: .utf8)) ?? ""
                throw Trouble(description: "Postfix did not start (\(end)): \(program.errors)\(control)\(log)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static var fixture: String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/postfix").standardized.path
    }
}
