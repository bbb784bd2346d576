import UsherCore

/// One of the tables of codes in `docs/store.md`.
package struct CodesTable: Equatable {
    /// The names of what belongs to each code.
    package let rows: [String: Set<String>]

    package init(_ examples: [some KeptAsCode]) {
        var rows: [String: Set<String>] = [:]
        for coded in examples.map(\.coded) { rows[coded.code, default: []].formUnion(coded.data.keys) }
        self.rows = rows
    }

    /// The table under this heading of its first column: `| Code | Data | |`, each word between backticks.
    package init(under heading: String, in page: String) {
        var rows: [String: Set<String>] = [:]
        let lines = page.split(separator: "\n", omittingEmptySubsequences: false)
        for line in lines.drop(while: { !$0.hasPrefix("| `\(heading)` |") }).dropFirst(2) {
            guard line.hasPrefix("| `") else { break }
            let columns = line.split(separator: "|").map { column in
                column.split(separator: "`", omittingEmptySubsequences: false).enumerated()
                    .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
            }
            for code in columns.first ?? [] { rows[code] = Set(columns.dropFirst().first ?? []) }
        }
        self.rows = rows
    }
}
