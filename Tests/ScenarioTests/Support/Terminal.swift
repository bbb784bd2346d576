import Foundation
import TestSupport

/// A program on a terminal of so many columns, with somebody who waits for its questions and types.
struct Terminal {
    let columns: Int
    var environment: [String: String] = [:]

    /// What the terminal showed, with line feeds alone, and how the program ended. Each answer is typed, with Enter,
    /// once its question stands there.
    func run(
        _ arguments: [String], answers: [(question: String, answer: String)] = []
    ) async throws -> Program.Result {
        let talk = answers.flatMap { [$0.question, $0.answer] }
        var result = try await Program(
            "/usr/bin/env", ["python3", "-c", Self.script, "\(columns)", "\(arguments.count)"] + arguments + talk,
            environment: environment.merging(["TERM": "xterm-256color"]) { own, _ in own }
        ).wait()
        result.output = result.output.replacing("\r\n", with: "\n")
        return result
    }

    private static let script = """
        import fcntl, os, pty, struct, sys, termios

        columns, count = int(sys.argv[1]), int(sys.argv[2])
        command, talk = sys.argv[3:3 + count], sys.argv[3 + count:]
        child, terminal = pty.fork()
        if child == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.execvp(command[0], command)
        shown, looked = b"", 0
        while True:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                piece = b""
            if not piece:
                break
            shown += piece
            while talk:
                at = shown.find(talk[0].encode(), looked)
                if at < 0:
                    break
                looked = at + len(talk[0].encode())
                os.write(terminal, talk[1].encode() + b"\\n")
                talk = talk[2:]
        sys.stdout.buffer.write(shown)
        sys.stdout.flush()
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 255)
        """
}
