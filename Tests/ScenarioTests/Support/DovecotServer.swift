import Foundation
import Glibc
import TestSupport

/// A real Dovecot with STARTTLS and AUTH on a loopback port, with its own configuration and one mailbox in a temporary
/// folder.
///
/// It ends with `stop`, or when the process that started it is gone, however that came.
final class DovecotServer: Sendable {
    /// Whether it can run on this machine. In CI the answer is always yes, so that what is missing fails.
    static var isAvailable: Bool {
        ProcessInfo.processInfo.environment["CI"] == "true"
            || getuid() == 0
                && ["/usr/sbin/dovecot", "/usr/lib/dovecot/imap"].allSatisfy(FileManager.default.fileExists)
    }

    let port: Int
    let username = "bounces"
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

    /// Returns when it listens.
    static func start() async throws -> DovecotServer {
        let folder = try TemporaryFolder("dovecot")
        // Dovecot reads mail as another user, who has to get here.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path)
        let port = try FreePort.next()
        let fixture = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/dovecot").standardized.path
        let server = DovecotServer(
            port: port, folder: folder,
            program: try Program(
                fixture, [folder.path, String(port), "bounces", "correct horse battery staple"], holdsInput: true))
        while !server.program.output.hasPrefix("ready") {
            if let end = server.program.end {
                let control = (try? String(contentsOfFile: folder("control.log"), encoding: .utf8)) ?? ""
                throw UsherProcess.Trouble(
                    description: "Dovecot did not start (\(end)): \(server.program.errors)\(control)\(server.log)")
            }
            try await Task.sleep(for: .milliseconds(20))
        }
        return server
    }

    /// The user's Maildir.
    var maildir: String { folder("home/Maildir") }

    /// What Dovecot has logged.
    var log: String { (try? String(contentsOfFile: folder("log"), encoding: .utf8)) ?? "" }

    /// Puts a mail into the mailbox, as a mail system does.
    func deliver(_ mail: String, _ name: String = UUID().uuidString) throws {
        let written = "\(maildir)/tmp/\(name)"
        try Data(mail.utf8).write(to: URL(fileURLWithPath: written))
        guard let nobody = getpwnam("nobody"), chown(written, nobody.pointee.pw_uid, nobody.pointee.pw_gid) == 0,
            rename(written, "\(maildir)/new/\(name)") == 0
        else { throw UsherProcess.Trouble(description: "\(name): \(String(cString: strerror(errno)))") }
    }

    /// How many messages a folder of the mailbox has, by its files.
    func count(in folder: String = "") -> Int {
        ["new", "cur"].reduce(0) { sum, place in
            let path = "\(maildir)/\(folder.isEmpty ? "" : ".\(folder)/")\(place)"
            return sum + ((try? FileManager.default.contentsOfDirectory(atPath: path).count) ?? 0)
        }
    }

    /// The messages of a folder of the mailbox, as they lie in its files.
    func mails(in folder: String) throws -> [String] {
        try ["new", "cur"].flatMap { place in
            let path = "\(maildir)/.\(folder)/\(place)"
            return try FileManager.default.contentsOfDirectory(atPath: path).map {
                try String(contentsOfFile: "\(path)/\($0)", encoding: .utf8).replacing("\r\n", with: "\n")
            }
        }
    }

    /// Kills what serves a mailbox at this moment. False when nothing does.
    func breakOff() throws -> Bool {
        let master = try String(contentsOfFile: folder("run/master.pid"), encoding: .utf8)
            .trimmingCharacters(in: .whitespacesAndNewlines)
        var isBroken = false
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let process = Int32(name),
                let line = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8)
            else { continue }
            // `123 (imap) S 45 ...`: its own number, name, state and parent.
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 3, words[1] == "(imap)", words[3] == master else { continue }
            isBroken = Glibc.kill(process, SIGKILL) == 0 || isBroken
        }
        return isBroken
    }

    /// Forgets which number each message has, as a mailbox does that is put back from a backup.
    func renumber() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: maildir)
        where name == "dovecot-uidlist" || name.hasPrefix("dovecot.index") {
            try FileManager.default.removeItem(atPath: "\(maildir)/\(name)")
        }
    }

    /// Stops it and waits until it is gone.
    func stop() async throws {
        try program.closeInput()
        await program.wait()
    }
}
