import Foundation
import UsherCore

/// What the columns of somebody else's file are here: `E-Mail=address,Vorname=first_name,"Ort, PLZ"=city,Notes=-`.
package struct ColumnMap: Hashable, Sendable {
    /// A column that is mapped to this is left out.
    package static let nothing = "-"

    /// In lower case: what stands in the file, and what it is.
    package let names: [String: String]

    package init() { names = [:] }

    /// Each text is one pair or several between commas; a name with a comma or `=` in it stands in double quotes.
    /// Throws one clause for what is none, or says two things of a column.
    package init(_ texts: [String]) throws(Misreading) {
        var names: [String: String] = [:]
        for pair in texts.flatMap({ Self.split($0, at: ",") }) {
            let parts = Self.split(pair, at: "=").map(Self.unquoted)
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Misreading(
                    "--map \(PlainText.shown(pair)): write THEIRS=OURS, such as E-Mail=address; THEIRS=- leaves one out"
                )
            }
            guard names.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw Misreading("--map says twice what the column '\(PlainText.shown(parts[0]))' is")
            }
        }
        self.names = names
    }

    /// `name` as it stands in a pair.
    static func quoted(_ name: String) -> String {
        name.contains { ",=\"".contains($0) } ? "\"\(name.replacing("\"", with: "\"\""))\"" : name
    }

    /// Not inside double quotes. Empty parts between commas do not count, so that one may end the list.
    private static func split(_ text: String, at separator: Character) -> [String] {
        var (parts, isQuoted) = ([""], false)
        for character in text {
            if character == "\"" { isQuoted.toggle() }
            if character == separator, !isQuoted { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return separator == "," ? parts.filter { !$0.isEmpty } : parts
    }

    private static func unquoted(_ text: String) -> String {
        let trimmed = text.trimmingCharacters(in: .whitespaces).lowercased()
        guard trimmed.count >= 2, trimmed.hasPrefix("\""), trimmed.hasSuffix("\"") else { return trimmed }
        return trimmed.dropFirst().dropLast().replacing("\"\"", with: "\"").trimmingCharacters(in: .whitespaces)
    }
}
