import ArgumentParser
import Foundation

/// `--json`, for commands that print data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.")
    var json = false
}

/// `--limit`, for commands that list.
struct LengthOptions: ParsableArguments {
    @Option(help: ArgumentHelp("At most so many.", valueName: "NUMBER"))
    var limit = 100

    func validate() throws {
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000000") }
    }
}

/// Standard output for what was asked for, standard error for what is wrong.
enum Output {
    /// Sorted keys, one document, a line break at the end.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    static func line(_ text: String = "") { write(text + "\n", to: .standardOutput) }

    static func lines(_ texts: some Sequence<String>) { write(texts.map { $0 + "\n" }.joined(), to: .standardOutput) }

    /// Beside what was asked for: standard output stays what a script wants.
    static func note(_ text: String) { write(text + "\n", to: .standardError) }

    static func error(_ text: String) { write("usher: \(text)\n", to: .standardError) }

    /// Call it first. A reader that goes away ends nothing half-way: writing to it fails from now on, and kills nobody. A stream that was
    /// closed from the start (`usher queue >&-`) is /dev/null, so that no file of ours gets its number.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Blocks until everything is written. A reader that has gone (`usher queue | head`) is no error; output that cannot be written for
    /// another reason ends the command with 74.
    static func write(_ text: String, to file: FileHandle) { write(Array(text.utf8), to: file) }

    static func write(_ octets: [UInt8], to file: FileHandle) {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Foundation.write(file.fileDescriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                var descriptor = pollfd(fd: file.fileDescriptor, events: Int16(POLLOUT), revents: 0)
                poll(&descriptor, 1, -1)
            } else if count < 0, errno != EINTR {
                return fail(errno, file)
            }
        }
    }

    static func isTerminal(_ file: FileHandle) -> Bool { isatty(file.fileDescriptor) == 1 }

    private static func fail(_ code: Int32, _ file: FileHandle) {
        guard code != EPIPE, file.fileDescriptor == STDOUT_FILENO else { return }
        error("the output cannot be written: \(String(cString: strerror(code)))")
        exit(CommandFailure.Code.io.rawValue)
    }
}
