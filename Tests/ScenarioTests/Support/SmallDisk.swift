import Foundation
import Glibc
import TestSupport

/// A file system of a few megabytes in memory. It goes with the last reference, or with the process that has it,
/// however that ends.
final class SmallDisk: Sendable {
    let path: String
    private let folder: TemporaryFolder
    private let program: Program

    /// Whether one can be mounted here. In CI the answer is always yes, so that what is missing fails.
    static var isAvailable: Bool { ProcessInfo.processInfo.environment["CI"] == "true" || mayMount }

    /// Whether this process has CAP_SYS_ADMIN, which is bit 21 (capabilities(7)); root in a container may lack it.
    private static var mayMount: Bool {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("CapEff:") }
        return line?.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }.map { $0 & 1 << 21 != 0 } ?? false
    }

    init(megabytes: Int) async throws {
        folder = try TemporaryFolder("disk")
        path = folder("disk")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        let script = """
            mount -t tmpfs -o size=\(megabytes)m,mode=0700 tmpfs "$1" || exit 1
            trap 'umount -l "$1"' EXIT
            echo ready
            cat
            """
        program = try Program("/bin/sh", ["-c", script, "sh", path], holdsInput: true)
        let program = program
        try await eventually("a mounted disk") {
            if let end = program.end { throw UsherProcess.Trouble(description: "mount: \(end) \(program.errors)") }
            return program.output.hasPrefix("ready")
        }
    }

    /// Takes all room that is left.
    func fill() throws {
        let descriptor = open("\(path)/ballast", O_WRONLY | O_CREAT | O_APPEND, 0o600)
        defer { close(descriptor) }
        for size in [1 << 20, 1 << 12, 1] {
            let octets = [UInt8](repeating: 0, count: size)
            while write(descriptor, octets, size) > 0 {}
        }
        guard errno == ENOSPC else { throw UsherProcess.Trouble(description: String(cString: strerror(errno))) }
    }

    func free() throws { try FileManager.default.removeItem(atPath: "\(path)/ballast") }

    /// From now on it can only be read. Nothing may have a file open there for writing.
    func forbidWriting() async throws {
        let result = try await Program("/usr/bin/env", ["mount", "-o", "remount,ro", path]).wait()
        guard result.end == .exit(0) else { throw UsherProcess.Trouble(description: "mount: \(result.errors)") }
    }

    /// Unmounts it and waits until that is done.
    func remove() async throws {
        try program.closeInput()
        await program.wait()
    }
}
