/// Lines of CSV (RFC 4180), with `\n` at the end as other tools write it. A cell that a spreadsheet would calculate is
/// marked as text (`FormulaText`).
package enum CSVText {
    /// A field with a comma, a quote, a line break or a space at an end stands in quotes; so does an only field that is
    /// empty.
    package static func line(_ fields: [String]) -> String {
        if fields == [""] { return "\"\"\n" }
        return fields.map(field).joined(separator: ",") + "\n"
    }

    /// A table of Usher's own words, with CR LF behind each row.
    static func table(_ rows: [[String]]) -> String {
        rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
    }

    private static let specials = Set("\",;\t\r\n".utf8)

    private static func field(_ text: String) -> String { quoted(FormulaText.marked(text)) }

    /// A cell in quotes where it must be, and else as it is: for words of Usher's own, none of which is a formula.
    static func quoted(_ text: String) -> String {
        let special = text.utf8.contains { specials.contains($0) }
        guard special || text.utf8.first == 0x20 || text.utf8.last == 0x20 else { return text }
        return "\"\(text.replacing(octet: "\"", with: "\"\""))\""
    }
}
