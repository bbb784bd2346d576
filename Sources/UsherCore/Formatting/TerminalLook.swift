/// How a stream wants what is printed for people.
///
/// | The stream | Columns | Colours |
/// | --- | --- | --- |
/// | a terminal | those of its window; else `$COLUMNS`; else as many as it takes | yes, without `$NO_COLOR` and unless `$TERM` is `dumb` |
/// | a pipe, a file | as many as it takes | no |
package struct TerminalLook: Hashable, Sendable {
    package let isTerminal: Bool
    /// Nil: lines are not broken.
    package let columns: Int?
    package let hasColours: Bool

    /// Nobody reads a text in fewer.
    static let fewest = 20

    /// `window` is what the terminal says of its width; 0 where it does not know.
    package init(isTerminal: Bool, window: Int, environment: [String: String]) {
        let told = environment["COLUMNS"].flatMap(Int.init) ?? 0
        let width = window > 0 ? window : told
        self.isTerminal = isTerminal
        columns = isTerminal && width > 0 ? max(Self.fewest, width) : nil
        hasColours = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
}

/// What a colour on a terminal means; there is no other reason for one.
package enum Tone: Sendable, CaseIterable {
    /// Somebody has to act.
    case trouble
    /// Somebody should know.
    case warning
    /// As it should be.
    case fine
    /// Beside the point.
    case dim

    /// `text` in its colour (ECMA-48, SGR).
    package func painted(_ text: some StringProtocol) -> String {
        let code =
            switch self {
            case .trouble: "31"
            case .warning: "33"
            case .fine: "32"
            case .dim: "2"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
