import Foundation

/// A progress bar on a terminal; nothing anywhere else.
struct ProgressLine {
    private let isWanted = Output.isTerminal(.standardError)
    private var shown = ContinuousClock.now

    /// Repaints at most ten times a second. `fraction` is nil when the end is not known.
    mutating func show(rows: Int, fraction: Double?) {
        guard isWanted, rows % 100 == 0, shown.duration(to: .now) > .milliseconds(100) else { return }
        shown = .now
        let bar = fraction.map { fraction in
            let filled = Int((min(max(fraction, 0), 1) * 30).rounded())
            return "[" + String(repeating: "=", count: filled) + String(repeating: " ", count: 30 - filled) + "] "
        }
        Output.write("\r\(bar ?? "")\(rows) rows", to: .standardError)
    }

    func clear() {
        if isWanted { Output.write("\r\u{1B}[K", to: .standardError) }
    }
}
