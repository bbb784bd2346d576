import Foundation
import UsherCore
import UsherDoctor
import UsherSupport

/// A line for people, with what a terminal may make of it: elsewhere it is only its text.
struct Shown {
    private let text: String
    private let tone: Tone?
    /// What of the text has the tone; nil is all of it.
    private let word: String?
    private let isExact: Bool

    init(_ text: String, _ tone: Tone? = nil, of word: String? = nil) {
        (self.text, self.tone, self.word, isExact) = (text, tone, word, false)
    }

    /// A line to be copied as a whole, such as a record or a command: it is never broken.
    init(exact text: String) {
        (self.text, tone, word, isExact) = (text, nil, nil, true)
    }

    /// A line that begins with a word with a meaning: that word has the tone which `tones` has for it.
    init(_ text: String, by tones: [String: Tone]) {
        let word = text.drop { $0 == " " }.prefix { $0 != " " }
        self.init(text, tones[String(word)], of: String(word))
    }

    /// With a line feed at its end.
    func printed(_ look: TerminalLook, _ zone: ShownTimes.Zone) -> String {
        let line = PrintableText.line(text)
        guard look.isTerminal || zone == .utc else { return line + "\n" }
        let year = look.isTerminal ? TerminalLook.thisYear : nil
        let shown = isExact ? line : ShownTimes(zone, shortIn: year).shown(in: line)
        let pieces = isExact ? [shown] : TerminalText.wrapped(shown, columns: look.columns)
        return (look.hasColours ? painted(pieces) : pieces).map { $0 + "\n" }.joined()
    }

    private func painted(_ pieces: [String]) -> [String] {
        guard let tone else { return pieces }
        guard let word else { return pieces.map { tone.painted($0) } }
        guard let first = pieces.first, let place = first.firstRange(of: word) else { return pieces }
        let line = "\(first[..<place.lowerBound])\(tone.painted(first[place]))\(first[place.upperBound...])"
        return [line] + pieces.dropFirst()
    }
}

extension TerminalLook {
    static let thisYear = ZoneClock.utc.wall(at: SystemClock().now()).day.date.year
    private static let output = asked(.standardOutput)
    private static let errors = asked(.standardError)

    /// Of standard output or standard error.
    static func of(_ file: FileHandle) -> TerminalLook {
        file.fileDescriptor == STDOUT_FILENO ? output : errors
    }

    private static func asked(_ file: FileHandle) -> TerminalLook {
        var window = winsize()
        let isKnown = ioctl(file.fileDescriptor, UInt(TIOCGWINSZ), &window) == 0
        return TerminalLook(
            isTerminal: Output.isTerminal(file), window: isKnown ? Int(window.ws_col) : 0,
            environment: ProcessInfo.processInfo.environment)
    }
}

extension Finding {
    /// What is with its colour, what should be, and what to paste in one piece.
    var shown: [Shown] {
        let tone: Tone =
            switch grade {
            case .ok: .fine
            case .advice, .unknown: .warning
            case .wrong: .trouble
            }
        return lines.enumerated().map { index, line in
            switch index {
            case 0: Shown(line, tone, of: String(line.prefix { $0 != " " }))
            case lines.count - 1 where remedy != nil: Shown(exact: line)
            default: Shown(line)
            }
        }
    }
}

extension Problem {
    var shown: Shown {
        severity == .error ? Shown(description, .trouble, of: "error:") : Shown(description, .warning, of: "warning:")
    }
}
