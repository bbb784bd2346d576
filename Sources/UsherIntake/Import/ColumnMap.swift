import Foundation
import UsherCore

/// What the columns of somebody else's file are here: `E-Mail=address,Vorname=name,Notes=-`.
package struct ColumnMap: Hashable, Sendable {
    /// A column that is mapped to this is left out.
    package static let nothing = "-"

    /// In lower case: what stands in the file, and what it is.
    package let names: [String: String]

    package init() { names = [:] }

    /// Each text is one pair or several between commas. Throws one clause for what is none, or says two things of a
    /// column.
    package init(_ texts: [String]) throws(Misreading) {
        var names: [String: String] = [:]
        for pair in texts.flatMap({ $0.split(separator: ",").map(String.init) }) {
            let parts = pair.split(separator: "=", omittingEmptySubsequences: false).map {
                $0.trimmingCharacters(in: .whitespaces).lowercased()
            }
            guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
                throw Misreading(
                    "--map \(PlainText.shown(pair)): write THEIRS=OURS, such as E-Mail=address; THEIRS=- leaves one out"
                )
            }
            guard names.updateValue(parts[1], forKey: parts[0]) == nil else {
                throw Misreading("--map says twice what the column '\(parts[0])' is")
            }
        }
        self.names = names
    }
}
