import Foundation
import TestSupport

/// A private nsd with one zone, on a port of this machine.
final class NameServer: Sendable {
    /// In CI the answer is always yes, so that what is missing fails.
    static var isAvailable: Bool {
        ProcessInfo.processInfo.environment["CI"] == "true" || FileManager.default.fileExists(atPath: "/usr/sbin/nsd")
    }

    let port: Int
    private let folder: TemporaryFolder
    private let program: Program

    /// Answers when this returns. `zone` are lines of a zone file, for names below `domain`.
    static func start(domain: String, zone: [String]) async throws -> NameServer {
        let server = try NameServer(domain: domain, zone: zone)
        try await eventually("a name server") {
            let asked = try await Program(
                "/usr/bin/python3", ["-c", Self.probe, "\(server.port)"]
            ).wait()
            return asked.end == .exit(0)
        }
        return server
    }

    /// Asks for the root; any answer will do.
    private static let probe = """
        import socket, sys
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.settimeout(1)
        s.connect(("127.0.0.1", int(sys.argv[1])))
        s.send(bytes([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 0, 1]))
        s.recv(512)
        """

    private init(domain: String, zone: [String]) throws {
        folder = try TemporaryFolder("names")
        port = try ScenarioHome.freePort()
        let lines = ["$ORIGIN \(domain)."] + zone
        try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: URL(fileURLWithPath: folder("zone")))
        try Data(
            """
            server:
                ip-address: 127.0.0.1
                port: \(port)
                username: ""
                chroot: ""
                zonesdir: "\(folder.path)"
                database: ""
                zonelistfile: "\(folder("zone.list"))"
                xfrdfile: "\(folder("xfrd.state"))"
                xfrdir: "\(folder.path)"
                pidfile: "\(folder("nsd.pid"))"
                server-count: 1
            remote-control:
                control-enable: no
            zone:
                name: \(domain)
                zonefile: "\(folder("zone"))"
            """.utf8
        ).write(to: URL(fileURLWithPath: folder("nsd.conf")))
        program = try Program("/usr/sbin/nsd", ["-d", "-c", folder("nsd.conf")])
    }

    func stop() async throws {
        kill(program.pid, SIGTERM)
        await program.wait()
    }
}
