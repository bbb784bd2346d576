import Foundation
import UsherCore

/// Shows that a command goes on: how much it has looked through. On a terminal in one line that is painted anew;
/// elsewhere a line now and then.
struct LongWork {
    /// After "looked through N": `e-mails that wait`.
    let what: String
    private let isTerminal = Output.isTerminal(.standardError)
    private var shown = ContinuousClock.now
    private var told = 0

    /// How many lie between two lines where there is no terminal.
    private static let stride = 100_000

    init(_ what: String) { self.what = what }

    mutating func show(_ count: Int) {
        if isTerminal {
            guard shown.duration(to: .now) > .milliseconds(100) else { return }
            shown = .now
            Output.write("\r\u{1B}[Klooked through \(count) \(what)", to: .standardError)
        } else if count / Self.stride > told {
            told = count / Self.stride
            Output.note("looked through \(count) \(what), and goes on")
        }
    }

    func clear() {
        if isTerminal { Output.write("\r\u{1B}[K", to: .standardError) }
    }
}
