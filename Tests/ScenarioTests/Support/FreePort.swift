import Foundation
import Glibc
import Synchronization

/// Ports of 127.0.0.1 for servers that are told theirs.
///
/// They lie below those that the system hands out by itself (`ip_local_port_range` begins at 32768). What the system
/// calls free there may be somebody else's a moment later, before the server listens or while it is started again: the
/// tests beside these open connections all the time.
enum FreePort {
    private static let range = 10_240..<32_768
    /// None is given twice: the server that was told it may not listen yet.
    private static let given = Mutex<Set<Int>>([])

    /// One that nobody uses at the moment.
    static func next() throws -> Int {
        for _ in 0..<1000 {
            let port = Int.random(in: range)
            let isNew = given.withLock { $0.insert(port).inserted }
            if isNew, isFree(port, SOCK_STREAM), isFree(port, SOCK_DGRAM) { return port }
        }
        throw UsherProcess.Trouble(description: "no free port among \(range)")
    }

    private static func isFree(_ port: Int, _ kind: __socket_type) -> Bool {
        let descriptor = socket(AF_INET, Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(clamping: port)).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }
}
