/// How a stream wants what is printed for people.
///
/// | The stream | Columns | Colours |
/// | --- | --- | --- |
/// | a terminal | those of its window; else `$COLUMNS`; else as many as it takes | yes, without `$NO_COLOR` and unless `$TERM` is `dumb` |
/// | a pipe, a file | as many as it takes | no |
package struct TerminalLook: Hashable, Sendable {
    package let isTerminal: Bool
    /// How many columns the terminal has; nil where lines are not broken.
    package let columns: Int?
    package let hasColours: Bool

    /// The fewest columns that are used: nobody reads a text in fewer.
    static let fewest = 20

    /// Finds out how to write. `window` is what the terminal says of its width; 0 where it does not know.
    package init(isTerminal: Bool, window: Int, environment: [String: String]) {
        let told = environment["COLUMNS"].flatMap(Int.init) ?? 0
        let width = window > 0 ? window : told
        self.isTerminal = isTerminal
        columns = isTerminal && width > 0 ? max(Self.fewest, width) : nil
        hasColours = isTerminal && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    }
}

/// The meaning of a colour on a terminal; there is no other reason for one.
package enum Tone: Sendable, CaseIterable {
    /// Somebody has to act.
    case trouble
    /// Somebody should know.
    case warning
    /// Something is as it should be.
    case fine
    /// Something is beside the point.
    case dim

    /// The text in its colour (ECMA-48, SGR).
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
