/// Cells that a spreadsheet would take for a formula, after OWASP's "CSV Injection": those that begin with `=`, `+`,
/// `-`, `@`, a tab or a CR, or the full-width forms of the signs. An export puts `'` before them, which spreadsheets
/// hide and take for "this is text"; an import takes it away again. So that nothing is lost, a cell that has such marks
/// already gets one more.
///
/// | Text | Cell |
/// | --- | --- |
/// | `=HYPERLINK("x")` | `'=HYPERLINK("x")` |
/// | `'=x` | `''=x` |
/// | `'tis`, `O'Neil`, `5-3` | as it is |
package enum FormulaText {
    private static let mark = UInt8(ascii: "'")
    /// U+FF0B, U+FF0D, U+FF1D and U+FF20 in UTF-8.
    private static let wide: [[UInt8]] = [
        [0xEF, 0xBC, 0x8B], [0xEF, 0xBC, 0x8D], [0xEF, 0xBC, 0x9D], [0xEF, 0xBC, 0xA0],
    ]

    package static func marked(_ text: String) -> String {
        isFormula(text.utf8.drop { $0 == mark }) ? "'" + text : text
    }

    /// The text that `marked` was given.
    package static func read(_ cell: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard cell.first == mark, isFormula(cell.drop { $0 == mark }) else { return cell }
        return cell.dropFirst()
    }

    private static func isFormula(_ octets: some Collection<UInt8>) -> Bool {
        switch octets.first {
        case nil: false
        case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
        case 0xEF: wide.contains { octets.starts(with: $0) }
        default: false
        }
    }
}
