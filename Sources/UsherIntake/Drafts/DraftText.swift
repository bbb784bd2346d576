import UsherCore
import UsherHome

/// What the fields of drafts have in common, whichever door they came through.
enum DraftText {
    static let longest = 2000
    static let mostData = 50
    /// The field for what is the shop's own.
    static let data = "data"

    static func address(_ text: String) throws(Misreading) -> EmailAddress {
        do {
            return try EmailAddress(utf8: Array(text.utf8)[...])
        } catch {
            throw Misreading("'\(PlainText.shown(text))' is not an e-mail address: \(error.reason)")
        }
    }

    static func optionalLine(
        _ text: String?, _ name: String, longest: Int = PlainText.longestName
    ) throws(Misreading) -> String? {
        guard let text else { return nil }
        return try line(text, name, longest: longest)
    }

    static func line(
        _ text: String, _ name: String, longest: Int = PlainText.longestName
    ) throws(Misreading) -> String {
        if text.isEmpty { throw Misreading("'\(name)' is empty; say something or leave it out") }
        if let fault = PlainText.fault(text, longest: longest) { throw Misreading("'\(name)' \(fault)") }
        return text
    }

    static func data(_ data: [String: String]) throws(Misreading) -> [String: String] {
        if data.count > mostData { throw Misreading("'data' has more than \(mostData) fields") }
        for (name, text) in data {
            try checkName(ofData: name)
            if let fault = PlainText.fault(text, longest: longest, lines: .several) {
                throw Misreading("'data.\(name)' \(fault)")
            }
        }
        return data
    }

    static func checkName(ofData name: String) throws(Misreading) {
        guard Identifier.isOne(name, also: "_") else {
            throw Misreading(Identifier.complaint(name, as: "a field of 'data'", also: "_"))
        }
    }
}
