/// A number of a style sheet with its unit in lower case: `1.5em`, `-3`, `50%`.
struct StyleNumber: Hashable, Sendable {
    let value: Double
    let unit: String

    /// Reads a number with its unit; nil for anything else. A unit is letters, `%` or nothing.
    init?(_ text: some StringProtocol) {
        let octets = Array(text.utf8.prefix(40))
        guard octets.count == text.utf8.count else { return nil }
        var at = 0
        func skipDigits() -> Int {
            let start = at
            while at < octets.count, octets[at].isDigit { at += 1 }
            return at - start
        }
        func skipSign() {
            if at < octets.count, octets[at] == UInt8(ascii: "-") || octets[at] == UInt8(ascii: "+") { at += 1 }
        }
        skipSign()
        var digits = skipDigits()
        if at < octets.count, octets[at] == UInt8(ascii: ".") {
            at += 1
            digits += skipDigits()
        }
        guard digits > 0 else { return nil }
        if at < octets.count, octets[at] == UInt8(ascii: "e") {
            let mark = at
            at += 1
            skipSign()
            if skipDigits() == 0 { at = mark }
        }
        var digitsText = String(decoding: octets[..<at], as: UTF8.self)
        if digitsText.hasPrefix("+") { digitsText.removeFirst() }
        if digitsText.hasSuffix(".") { digitsText += "0" }
        guard let value = Double(digitsText), value.isFinite else { return nil }
        let unit = String(decoding: octets[at...], as: UTF8.self)
        guard unit.isEmpty || unit == "%" || unit.utf8.allSatisfy(\.isLetter) else { return nil }
        self.value = value
        self.unit = unit
    }

    /// CSS pixels; nil for percentages, what depends on a font or a window, and units that are not known.
    var pixels: Double? {
        switch unit {
        case "", "px": value
        case "pt": value * 4 / 3
        case "pc": value * 16
        case "in": value * 96
        case "cm": value * 96 / 2.54
        case "mm": value * 96 / 25.4
        default: nil
        }
    }

    /// The value in pixels, with a letter of 16 pixels and the window of a phone.
    var roughPixels: Double? {
        switch unit {
        case "em", "rem": value * 16
        case "ex", "ch": value * 8
        case "vw": value * 3.6
        case "vh": value * 6.4
        default: pixels
        }
    }

    /// The words of a value at its blanks; what stands in brackets is one word. A comma at a word's end is left out.
    static func words(_ value: String) -> [Substring] {
        var depth = 0
        let words = value.split { character in
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            return character == " " && depth == 0
        }
        return words.map { $0.hasSuffix(",") ? $0.dropLast() : $0 }.filter { !$0.isEmpty }
    }
}
