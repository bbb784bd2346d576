import Foundation
import Glibc
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon

@Suite("Opening listeners")
struct ListenCheckTests {
    @Test("A stale socket is removed, one that is served is not")
    func stale() throws {
        let folder = try TemporaryFolder()
        let path = folder("public.sock")
        let served = try Self.bindSocket(path)
        #expect(throws: DaemonError.cannotListen("unix:\(path)", because: "another process listens there")) {
            try ListenCheck.prepare(.socket(path))
        }
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(ListenCheck.isServed(.socket(path)))
        // A program that is just being started has the socket, too, until it runs.
        shutdown(served, Int32(SHUT_RDWR))
        close(served)
        #expect(!ListenCheck.isServed(.socket(path)))
        try ListenCheck.prepare(.socket(path))
        #expect(!FileManager.default.fileExists(atPath: path))
    }

    @Test("Another file of that name, or a folder that is missing, is said")
    func other() throws {
        let folder = try TemporaryFolder()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder("public.sock")))
        #expect(throws: DaemonError.self) { try ListenCheck.prepare(.socket(folder("public.sock"))) }
        #expect(throws: DaemonError.self) { try ListenCheck.prepare(.socket(folder("missing/public.sock"))) }
        #expect(try String(contentsOfFile: folder("public.sock"), encoding: .utf8) == "mine")
    }

    @Test("A port that is in use is said")
    func port() throws {
        let peer = try ScriptedPeer()
        #expect(throws: DaemonError.self) { try ListenCheck.prepare(.port(host: "127.0.0.1", peer.port)) }
        #expect(ListenCheck.isServed(.port(host: "127.0.0.1", peer.port)))
        #expect(!ListenCheck.isServed(.port(host: "::1", peer.port)))
    }

    private static func bindSocket(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        try #require(bound == 0 && listen(descriptor, 1) == 0)
        return descriptor
    }
}
