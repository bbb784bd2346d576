/// Words from outside on a terminal, in a log, in an error: the one printer for all of them. Names, addresses,
/// subjects, file names and a relay's replies can neither move the cursor nor begin a line of their own, and what reads
/// from right to left cannot pose as something else.
package enum PrintableText {
    /// The text as one line: line breaks as `\n`, `\r` and `\t`, what else a terminal obeys as `\u{1b}`.
    package static func line(_ text: String) -> String { escaped(text, keepingLines: false) }

    /// The text made printable with the line breaks and tabs that it has: for texts of several lines that Usher itself
    /// wrote.
    package static func lines(_ text: String) -> String { escaped(text, keepingLines: true) }

    /// A JSON text, that is valid, with what a terminal obeys in its strings as `\u001b`: it says the same.
    package static func json(_ octets: [UInt8]) -> [UInt8] {
        let text = String(decoding: octets, as: UTF8.self)
        guard text.unicodeScalars.contains(where: { $0 != "\n" && needsEscape($0) }) else { return octets }
        var printable = ""
        for scalar in text.unicodeScalars {
            if scalar == "\n" || !needsEscape(scalar) {
                printable.unicodeScalars.append(scalar)
            } else {
                for unit in String(scalar).utf16 {
                    let digits = String(unit, radix: 16)
                    printable += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return Array(printable.utf8)
    }

    /// Whether `scalar` cannot be printed as it is.
    static func needsEscape(_ scalar: Unicode.Scalar) -> Bool { scalar.isUnfit }

    private static func escaped(_ text: String, keepingLines: Bool) -> String {
        guard text.unicodeScalars.contains(where: needsEscape) else { return text }
        var printable = ""
        for scalar in text.unicodeScalars {
            if keepingLines, scalar == "\n" || scalar == "\t" {
                printable.unicodeScalars.append(scalar)
            } else {
                append(scalar, to: &printable)
            }
        }
        return printable
    }

    private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
        switch scalar {
        case "\n": text += "\\n"
        case "\r": text += "\\r"
        case "\t": text += "\\t"
        case _ where needsEscape(scalar): text += "\\u{\(String(scalar.value, radix: 16))}"
        default: text.unicodeScalars.append(scalar)
        }
    }
}
