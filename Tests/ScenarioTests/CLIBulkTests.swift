import Foundation
import TestSupport
import Testing

@Suite("A list of people on the command line")
struct CLIBulkTests {
    private let folder: TemporaryFolder
    private var home: String { folder("shop") }

    init() throws { folder = try TemporaryFolder("bulk") }

    private func usher(_ arguments: String..., input: String = "") async throws -> Program.Result {
        try await UsherProcess.run(arguments, environment: ["USHER_HOME": home], input: input)
    }

    private func shell(_ command: String) async throws -> Program.Result {
        try await Program("/bin/sh", ["-c", command], environment: ["USHER_HOME": home]).wait()
    }

    private func people(_ count: Int) -> String {
        (0..<count).reduce(into: "address,name\n") { $0 += "p\($1)@example.org,Person \($1)\n" }
    }

    @Test(
        "Shows a progress bar on a terminal, and nothing of it anywhere else",
        .enabled(if: access("/usr/bin/script", X_OK) == 0))
    func progress() async throws {
        _ = try await usher("init", home)
        try Data(people(6000).utf8).write(to: URL(fileURLWithPath: folder("people.csv")))
        let command = "\(UsherProcess.binary) import \(folder("people.csv"))"
        let terminal = try await shell("script -qec '\(command)' /dev/null")
        #expect(terminal.end == .exit(0))
        #expect(terminal.output.contains("] "))
        #expect(terminal.output.contains(/\r\[=+ *\] [0-9]+ rows/))
        #expect(terminal.output.contains("6000 rows: 6000 new"))
        let elsewhere = try await shell(command)
        #expect(elsewhere.output.hasPrefix("6000 rows: 6000 known already\n"))
        #expect(elsewhere.errors == "")
    }

    @Test("Is recorded whole when nobody reads the answer")
    func closedPipe() async throws {
        _ = try await usher("init", home)
        try Data((people(700) + "bad\n").utf8).write(to: URL(fileURLWithPath: folder("people.csv")))
        _ = try await shell("\(UsherProcess.binary) enqueue welcome --from \(folder("people.csv")) 2>&1 | true")
        let status = try await usher("status")
        #expect(status.output.contains("people     700 contacts, 700 enrollments under way"), "\(status.output)")
    }

    @Test("That was only half there goes on where it was, and adds nobody twice")
    func again() async throws {
        _ = try await usher("init", home)
        let first = try await usher("enqueue", "welcome", "--from", "-", input: people(600))
        #expect(first.output.hasPrefix("600 rows: 600 entered\n"), "\(first.errors)")
        let second = try await usher("enqueue", "welcome", "--from", "-", input: people(900))
        #expect(second.output.hasPrefix("900 rows: 300 entered, 600 in it already\n"), "\(second.errors)")
    }

    @Test("May have a hundred megabytes, and is read in less memory than it is long")
    func big() async throws {
        _ = try await usher("init", home)
        let file = folder("people.csv")
        let made = try await shell(
            #"""
            awk 'BEGIN {
                for (i = 0; i < 50; i++) note = note "A line about somebody, with \"\"quotes\"\", and commas.\n"
                print "address,name,notes"
                for (i = 0; i < 40000; i++) printf "person%d@example.org,Some Person %d,\"%s\"\n", i, i, note
            }' > \#(file)
            """#)
        #expect(made.end == .exit(0))
        let size = try #require(try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int)
        #expect(size > 100_000_000)
        let measured = """
            import resource, subprocess, sys
            code = subprocess.run(sys.argv[1:]).returncode
            print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
            sys.exit(code)
            """
        let result = try await Program(
            "/usr/bin/env", ["python3", "-c", measured, UsherProcess.binary, "import", file, "--map", "notes=-"],
            environment: ["USHER_HOME": home]
        ).wait()
        #expect(result.output.hasPrefix("40000 rows: 40000 new\n"), "\(result.errors)")
        let kilobytes = try #require(
            Int(result.errors.trimmingCharacters(in: .whitespacesAndNewlines)), "\(result.errors)")
        #expect(kilobytes * 1024 < size)
    }
}
