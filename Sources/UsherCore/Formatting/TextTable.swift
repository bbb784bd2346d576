/// Lines of cells that stand below each other: each column is as wide as its widest cell, and two spaces stand between
/// them. The last one goes on for as long as its text does.
package enum TextTable {
    package static func lines(_ rows: [[String]]) -> [String] {
        var widths: [Int] = []
        for row in rows {
            for (column, cell) in row.enumerated().dropLast() {
                if column == widths.count { widths.append(0) }
                widths[column] = max(widths[column], TerminalText.columns(cell))
            }
        }
        return rows.map { row in
            row.enumerated().map { column, cell in
                column == row.count - 1 ? cell : cell.padding(to: widths[column])
            }.joined(separator: "  ").trimmedEnd
        }
    }
}
