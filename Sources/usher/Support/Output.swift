import ArgumentParser
import Foundation
import UsherCore

/// `--json`, for commands that print data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.")
    var json = false
}

/// `--utc`, for commands that tell of times on a person's or the shop's clock.
struct ClockOptions: ParsableArguments {
    @Flag(help: "Show times in UTC alone.")
    var utc = false

    /// How times are shown, `usual` where nobody asks for UTC.
    func zone(_ usual: ShownTimes.Zone) -> ShownTimes.Zone { utc ? .utc : usual }

    /// The clock of a list.
    func lists(_ usual: ZoneClock) -> ZoneClock { utc ? .utc : usual }
}

/// `--limit`, for commands that list.
struct LengthOptions: ParsableArguments {
    @Option(help: ArgumentHelp("At most so many.", valueName: "NUMBER"))
    var limit = 100

    func validate() throws {
        guard (1...1_000_000).contains(limit) else { throw ValidationError("--limit takes 1 to 1000000") }
    }
}

/// Standard output for what was asked for, standard error for what is wrong. Whatever is printed for people goes
/// through `PrintableText`; what programs read (`json`, `write`) is exact.
enum Output {
    /// Sorted keys, one document, a line break at the end; exact.
    static func json(_ value: some Encodable) throws {
        write(PrintableText.json(try SortedJSON.octets(of: value, indented: true)) + [0x0A], to: .standardOutput)
    }

    static func line(_ text: String = "") { lines(CollectionOfOne(text)) }

    /// Each text is one line, whatever stands in it; on a terminal several, where it is too long.
    static func lines(_ texts: some Sequence<String>, times: ShownTimes.Zone = .named) {
        show(texts.map { Shown($0) }, times: times)
    }

    static func show(_ lines: some Sequence<Shown>, times: ShownTimes.Zone = .named) {
        let look = TerminalLook.of(.standardOutput)
        write(lines.map { $0.printed(look, times) }.joined(), to: .standardOutput)
    }

    /// Rows whose cells stand below each other, also where a terminal shows their times short, and on `clock`.
    static func table(_ rows: [[String]], clock: ZoneClock = .utc) {
        let look = TerminalLook.of(.standardOutput)
        let times = ShownTimes(.named, shortIn: look.isTerminal ? TerminalLook.thisYear : nil, listsOn: clock)
        lines(TextTable.lines(rows.map { $0.map { PrintableText.line(times.shown(in: $0)) } }))
    }

    /// A text of several lines, or a message: exact for a file or a program, and on a terminal without what a terminal
    /// obeys.
    static func document(_ octets: [UInt8]) {
        guard isTerminal(.standardOutput) else { return write(octets, to: .standardOutput) }
        let text = String(decoding: octets, as: UTF8.self).replacing("\r\n", with: "\n")
        write(PrintableText.lines(text), to: .standardOutput)
    }

    /// What the argument parser says of a command. It breaks everything at a terminal's width but the line of usage.
    static func help(_ text: String) {
        let columns = TerminalLook.of(.standardOutput).columns
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.hasPrefix("USAGE: ") ? TerminalText.wrapped(String(line), columns: columns) : [String(line)]
        }
        write(lines.joined(separator: "\n") + "\n", to: .standardOutput)
    }

    /// Beside what was asked for: standard output stays what a script wants.
    static func note(_ text: String) { note(Shown(text)) }

    static func note(_ line: Shown) {
        write(line.printed(.of(.standardError), .named), to: .standardError)
    }

    static func error(_ text: String) { note(Shown("usher: \(text)", .trouble, of: "usher:")) }

    /// The same for a text of several lines.
    static func errors(_ text: String) {
        let lines = "usher: \(text)".split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines { note(Shown(String(line), .trouble, of: "usher:")) }
    }

    /// Call it first. A reader that goes away ends nothing half-way: writing to it fails from now on, and kills nobody.
    /// A stream that was closed from the start (`usher queue >&-`) is /dev/null, so that no file of ours gets its
    /// number.
    static func prepare() {
        signal(SIGPIPE, SIG_IGN)
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDWR)
        }
    }

    /// Blocks until everything is written. A reader that has gone (`usher queue | head`) is no error; output that
    /// cannot be written for another reason ends the command with 74.
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
