import Foundation
import Synchronization
import TestSupport

/// A private nsd with a few zones, on a port of this machine. Its zones can be written anew while it runs.
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

    let port: Int
    private let folder: TemporaryFolder
    private let program: Program
    private let writings = Mutex(0)

    /// Answers when this returns. `zone` are lines of a zone file, for names below `domain`.
    static func start(domain: String, zone: [String]) async throws -> NameServer {
        try await start([Zone(domain: domain, lines: zone)])
    }

    static func start(_ zones: [Zone]) async throws -> NameServer {
        let server = try NameServer(zones)
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

    /// Asks for the TXT record `written` of a domain until it says which writing it is of.
    private static let reading = """
        import socket, sys, time
        name = ["written"] + sys.argv[2].split(".")
        q = bytes([0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
        q += b"".join(bytes([len(l)]) + l.encode() for l in name) + bytes([0, 0, 16, 0, 1])
        s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        s.settimeout(1)
        s.connect(("127.0.0.1", int(sys.argv[1])))
        while True:
            try:
                s.send(q)
                if sys.argv[3].encode() in s.recv(512): break
            except OSError: pass
            time.sleep(0.005)
        """

    private init(_ zones: [Zone]) throws {
        let folder = try TemporaryFolder("names")
        self.folder = folder
        port = try ScenarioHome.freePort()
        for zone in zones { try Self.write(zone, "writing-0", in: folder) }
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

    private static func write(_ zone: Zone, _ mark: String, in folder: TemporaryFolder) throws {
        let lines = ["$ORIGIN \(zone.domain)."] + zone.lines + ["written 3600 IN TXT \"\(mark)\""]
        try Data(lines.map { "\($0)\n" }.joined().utf8).write(to: URL(fileURLWithPath: folder(zone.domain)))
    }

    /// Other lines for zones that it has; they are in force when this returns.
    func write(_ zones: [Zone]) async throws {
        let number = writings.withLock { writings in
            writings += 1
            return writings
        }
        for zone in zones {
            try Self.write(zone, "writing-\(number).", in: folder)
            // nsd reads a file anew that is younger than what it knows.
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: 10 * Double(number))], ofItemAtPath: folder(zone.domain))
        }
        kill(program.pid, SIGHUP)
        for zone in zones {
            let read = try await Program(
                "/usr/bin/timeout",
                ["60", "/usr/bin/python3", "-c", Self.reading, "\(port)", zone.domain, "writing-\(number)."]
            ).wait()
            guard read.end == .exit(0) else {
                throw UsherProcess.Trouble(description: "nsd did not take the zone \(zone.domain): \(read)")
            }
        }
    }

    func stop() async throws {
        kill(program.pid, SIGTERM)
        await program.wait()
    }
}
