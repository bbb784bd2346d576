import Foundation
import Synchronization
import TestSupport

/// A private nsd with a few zones, on a port of this machine. Its zones can be written anew.
final class NameServer: Sendable {
    /// In CI the answer is always yes, so that what is missing fails.
    static var isAvailable: Bool {
        ProcessInfo.processInfo.environment["CI"] == "true" || FileManager.default.fileExists(atPath: "/usr/sbin/nsd")
    }

    /// The lines of a zone file, for names below `domain`.
    struct Zone: Sendable {
        let domain: String
        var lines: [String]

        /// What every zone begins with.
        static let head = [
            "@ 3600 IN SOA ns host 1 3600 600 86400 60", "@ 3600 IN NS ns", "ns 3600 IN A 127.0.0.1",
        ]
    }

    private let running: Mutex<Running>

    private init(_ running: Running) { self.running = Mutex(running) }

    /// Another one after each `write`.
    var port: Int { running.withLock { $0.port } }

    /// Answers when this returns. `zone` are lines of a zone file, for names below `domain`.
    static func start(domain: String, zone: [String]) async throws -> NameServer {
        try await start([Zone(domain: domain, lines: zone)])
    }

    static func start(_ zones: [Zone]) async throws -> NameServer { NameServer(try await Running.start(zones)) }

    /// Other lines for all zones; they are in force when this returns. By another process on another port: where nsd
    /// reads its files anew, processes that know the old ones answer for a while beside those that know the new ones.
    func write(_ zones: [Zone]) async throws {
        let next = try await Running.start(zones)
        let last = running.withLock { running in
            defer { running = next }
            return running
        }
        await last.stop()
    }

    func stop() async throws {
        let last = running.withLock { $0 }
        await last.stop()
    }

    /// One nsd.
    private final class Running: Sendable {
        let port: Int
        private let folder: TemporaryFolder
        private let program: Program

        static func start(_ zones: [Zone]) async throws -> Running {
            let running = try Running(zones)
            try await eventually("a name server") {
                if let end = running.program.end {
                    throw UsherProcess.Trouble(description: "nsd ended (\(end)): \(running.program.errors)")
                }
                let asked = try await Program("/usr/bin/python3", ["-c", probe, "\(running.port)"]).wait()
                return asked.end == .exit(0)
            }
            return running
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

        private init(_ zones: [Zone]) throws {
            let folder = try TemporaryFolder("names")
            self.folder = folder
            port = try FreePort.next()
            for zone in zones {
                let lines = ["$ORIGIN \(zone.domain)."] + zone.lines
                try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: URL(fileURLWithPath: folder(zone.domain)))
            }
            let sections = zones.map { "zone:\n    name: \($0.domain)\n    zonefile: \"\(folder($0.domain))\"\n" }
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
                \(sections.joined())
                """.utf8
            ).write(to: URL(fileURLWithPath: folder("nsd.conf")))
            program = try Program("/usr/sbin/nsd", ["-d", "-c", folder("nsd.conf")])
        }

        func stop() async {
            program.send(SIGTERM)
            await program.wait()
        }
    }
}
