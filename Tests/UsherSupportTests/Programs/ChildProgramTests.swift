import Testing
import UsherSupport

@Suite struct ChildProgramTests {
    struct Case: CustomTestStringConvertible, Sendable {
        let name: String
        let script: String
        var input = ""
        let end: ChildProgram.End
        let output: String
        var testDescription: String { name }
    }

    @Test(
        "runs a program to its end, and tells what it wrote",
        arguments: [
            Case(name: "silence", script: "exit 3", end: .exit(3), output: ""),
            Case(name: "input", script: "cat", input: "good evening", end: .exit(0), output: "good evening"),
            Case(name: "both outputs", script: "echo out; echo err >&2", end: .exit(0), output: "out\nerr\n"),
            Case(name: "a signal", script: "echo so; kill -TERM $$", end: .signal(15), output: "so\n"),
            Case(
                name: "nothing is inherited", script: "echo ${HOME:-none}; ls /proc/self/fd | wc -l", end: .exit(0),
                output: "none\n4\n"),
            Case(
                name: "input that is not read", script: "exit 0", input: String(repeating: "x", count: 300_000),
                end: .exit(0), output: ""),
            Case(name: "a child that stays", script: "sleep 60 & echo begun", end: .exit(0), output: "begun\n"),
        ])
    func runs(_ one: Case) throws {
        let program = ChildProgram("/bin/sh", ["-c", one.script], input: Array(one.input.utf8), seconds: 600)
        let result = try program.run()
        #expect(result.end == one.end)
        #expect(String(decoding: result.output, as: UTF8.self) == one.output)
    }

    @Test("one that takes too long is killed, with what it started")
    func tooLong() throws {
        let result = try ChildProgram("/bin/sh", ["-c", "echo begun; sleep 600 | cat"], seconds: 10).run()
        #expect(result.end == .tookTooLong)
        #expect(result.output == Array("begun\n".utf8))
    }

    @Test("what it writes is bounded, and it is not held up by that")
    func floods() throws {
        let program = ChildProgram("/bin/sh", ["-c", "head -c 5000000 /dev/zero"], seconds: 600, mostOutput: 1000)
        let result = try program.run()
        #expect(result.end == .exit(0))
        #expect(result.output.count == 1000)
    }

    @Test("what cannot be started is said with its path")
    func missing() {
        let fault = #expect(throws: ChildProgram.Fault.self) { try ChildProgram("/nowhere/to/be/found").run() }
        #expect(fault?.description == "/nowhere/to/be/found: No such file or directory")
    }
}
