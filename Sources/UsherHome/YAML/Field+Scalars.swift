import UsherCore
import Yams

extension Field {
    /// A text of one line or several, not empty.
    func text() -> String? {
        guard let scalar else { return refuse("\(title) must be a text, not \(looks)") }
        guard scalar.contains(where: { !$0.isWhitespace }) else { return refuse("\(title) is empty") }
        if let fault = PlainText.fault(scalar, longest: .max / 4, lines: .several) {
            return refuse("\(title) \(fault)")
        }
        return scalar
    }

    /// A text of one line, without control characters, spaces around it removed.
    func line() -> String? {
        guard let text = text() else { return nil }
        let trimmed = text.trimmingPrefix(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()
        let line = String(trimmed)
        guard PlainText.fault(line, longest: .max / 4) == nil else { return refuse("\(title) must be one line") }
        return line
    }

    /// A name made of `a` to `z`, digits and `also`, that begins with a letter or digit; at most 64 characters.
    func identifier(also: Character) -> String? {
        guard let line = line() else { return nil }
        guard Identifier.isOne(line, also: also) else {
            return refuse(Identifier.complaint(line, as: title, also: also))
        }
        return line
    }

    /// A file's path: absolute, or relative to the home.
    func path() -> String? { line() }

    func whole(in range: ClosedRange<Int>) -> Int? {
        guard let scalar, let number = Int(scalar), range.contains(number) else {
            let limits =
                range.upperBound == .max
                ? "of at least \(range.lowerBound)" : "from \(range.lowerBound) to \(range.upperBound)"
            return refuse("\(title) must be a whole number \(limits), not \(looks)")
        }
        return number
    }

    /// A decimal number above zero.
    func rate() -> Double? {
        guard let scalar, let number = Double(scalar), number.isFinite, number > 0, number <= 1_000_000 else {
            return refuse("\(title) must be a number above 0, not \(looks)")
        }
        return number
    }

    func flag() -> Bool? {
        switch scalar?.lowercased() {
        case "true", "yes": true
        case "false", "no": false
        default: refuse("\(title) must be true or false, not \(looks)")
        }
    }

    /// One of an enumeration's words.
    func choice<T: RawRepresentable & CaseIterable>(_ type: T.Type) -> T? where T.RawValue == String {
        let words = T.allCases.map(\.rawValue)
        guard let scalar, let value = T(rawValue: scalar) else {
            let phrase = scalar.map { Suggestion.phrase(for: $0, in: words) } ?? ""
            return refuse("\(title) must be \(words.orList), not \(looks)\(phrase)")
        }
        return value
    }
}

extension [String] {
    /// `one, two or three`
    var orList: String {
        guard let last, count > 1 else { return first ?? "" }
        return dropLast().joined(separator: ", ") + " or " + last
    }
}
