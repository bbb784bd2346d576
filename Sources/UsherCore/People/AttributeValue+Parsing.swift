import Foundation

extension AttributeValue {
    /// Why a text is not a value of a type.
    package struct Fault: Error, Hashable, Sendable {
        package let type: AttributeType
        /// The words on what was wrong beyond the form, when there is more to say.
        package let detail: String?

        /// A clause that completes "'price' ": what it must be.
        package var reason: String { "must be \(type.example)" + (detail.map { ": \($0)" } ?? "") }
    }

    /// Reads what a person wrote in a file, a CSV field or `--attr`, by the declared type. Spaces around it do not
    /// count.
    ///
    /// Nothing is longer than `longest`.
    ///
    /// | Type | Accepted |
    /// | --- | --- |
    /// | text | anything but an empty text, line by line what `PlainText` lets in |
    /// | number | `4`, `-1.50`: digits and a point, at most 40 characters; kept as written |
    /// | money | `49 EUR`, `49.00 EUR`, `-5.5 EUR`: at most the currency's decimals |
    /// | date | `2026-12-04`, a day that exists |
    /// | yes/no | `yes`, `no`, `true`, `false`, in any case |
    /// | list | `red, green`: items of one line between commas, empty ones dropped |
    package static func parse(_ text: String, as type: AttributeType) throws(Fault) -> AttributeValue {
        let trimmed = trimmed(text)
        guard trimmed.utf8.count <= longest else {
            throw Fault(type: type, detail: "it is longer than \(longest) octets")
        }
        let lines: PlainText.Lines = type == .text ? .several : .one
        if let fault = PlainText.fault(trimmed, longest: longest, lines: lines) {
            throw Fault(type: type, detail: "it \(fault)")
        }
        switch type {
        case .text:
            guard !trimmed.isEmpty else { throw Fault(type: type, detail: "it is empty") }
            return .text(trimmed)
        case .number:
            guard isNumber(trimmed) else { throw Fault(type: type, detail: nil) }
            return .number(trimmed)
        case .money: return .money(try money(trimmed))
        case .date: return .date(try date(trimmed))
        case .yesNo:
            switch trimmed.lowercased() {
            case "yes", "true": return .yesNo(true)
            case "no", "false": return .yesNo(false)
            default: throw Fault(type: type, detail: nil)
            }
        case .list:
            let items = trimmed.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            return .list(items.filter { !$0.isEmpty })
        }
    }

    /// The longest text, in octets: what is longer belongs into a file, and its name here.
    package static let longest = 4000

    /// Foundation takes a while, and thousands of rows begin and end with a letter or a digit.
    private static func trimmed(_ text: String) -> String {
        if let first = text.utf8.first, let last = text.utf8.last, first.isLetterOrDigit, last.isLetterOrDigit {
            return text
        }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func isNumber(_ text: String) -> Bool {
        guard text.utf8.count <= 40 else { return false }
        let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count <= 2
            && parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy(\.isDigit) }
    }

    private static func money(_ text: String) throws(Fault) -> Money {
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard parts.count == 2, isNumber(parts[0]) else { throw Fault(type: .money, detail: nil) }
        let currency = parts[1].uppercased()
        guard currency.utf8.count == 3, Locale.Currency(currency).isISOCurrency else {
            throw Fault(type: .money, detail: "there is no currency '\(parts[1].prefix(20))'")
        }
        let decimals = Money.decimals(of: currency)
        let amount = parts[0].split(separator: ".")
        let fraction = amount.count == 2 ? String(amount[1]) : ""
        guard fraction.utf8.count <= decimals else {
            throw Fault(type: .money, detail: "\(currency) has \(decimals) decimals")
        }
        let padded = amount[0] + fraction + String(repeating: "0", count: decimals - fraction.utf8.count)
        guard let minorUnits = Int64(padded) else { throw Fault(type: .money, detail: "the amount is too large") }
        return Money(minorUnits: minorUnits, currency: currency)
    }

    private static func date(_ text: String) throws(Fault) -> CalendarDate {
        guard let date = CalendarDate(text) else { throw Fault(type: .date, detail: nil) }
        guard date.year >= 1, date.exists else { throw Fault(type: .date, detail: "there is no such day") }
        return date
    }
}

extension AttributeType {
    /// An example of a value of this type, for messages: `an amount like 49.00 EUR`.
    package var example: String {
        switch self {
        case .text: "a text"
        case .number: "a number like 4 or -1.50"
        case .money: "an amount like 49.00 EUR"
        case .date: "a date like 2026-12-04"
        case .yesNo: "yes or no"
        case .list: "a list like red, green"
        }
    }
}
