import Glibc
import TestSupport
import Testing

@Suite("A program that a test runs")
struct ProgramTests {
    @Test("leaves its output and its exit code")
    func exit() async throws {
        let result = try await Program("/bin/sh", ["-c", "cat; echo no >&2; exit 3"], input: "yes\n").wait()
        #expect(result.end == .exit(3) && result.output == "yes\n" && result.errors == "no\n")
    }

    @Test("gets the environment that it is given and not the tests' own")
    func environment() async throws {
        setenv("USHER_HOME", "/nowhere", 1)
        let result = try await Program("/usr/bin/env", [], environment: ["A": "1"]).wait()
        let names = Set(result.output.split(separator: "\n").compactMap { $0.split(separator: "=").first })
        #expect(names.contains("A") && names.contains("PATH") && !names.contains("USHER_HOME"))
    }

    @Test("can be killed, and tells")
    func killed() async throws {
        let program = try Program("/bin/sleep", ["1000"])
        #expect(program.end == nil)
        program.send(SIGKILL)
        #expect(await program.wait().end == .signal(SIGKILL))
        #expect(await program.wait().end == .signal(SIGKILL))
    }

    @Test("gets signals as from a shell: none blocked, none ignored")
    func signals() async throws {
        let status = try await Program("/bin/cat", ["/proc/self/status"]).wait().output
        let masks = status.split(separator: "\n").filter { $0.hasPrefix("SigBlk") || $0.hasPrefix("SigIgn") }
        #expect(masks.count == 2)
        // Above the 31 plain signals there are two that the C library keeps for itself.
        let plain = masks.map { UInt64($0.suffix(16), radix: 16).map { $0 & 0x7FFF_FFFF } }
        #expect(plain == [0, 0], "\(masks)")
    }

    @Test("that does not exist is named")
    func missing() {
        #expect { try Program("/no/such/program", []) } throws: { "\($0)".contains("/no/such/program") }
    }

    @Test("keeps its input open until it is closed, whatever was started in between")
    func input() async throws {
        let program = try Program("/bin/cat", [], holdsInput: true)
        let other = try Program("/bin/sleep", ["1000"])
        #expect(program.end == nil)
        try program.closeInput()
        #expect(await program.wait().end == .exit(0))
        other.send(SIGTERM)
        #expect(await other.wait().end == .signal(SIGTERM))
    }
}
