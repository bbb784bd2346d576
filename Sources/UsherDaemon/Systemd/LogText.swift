import UsherCore

/// Writes text that cannot break out of its log line or its value.
enum LogText {
    /// Appends `text` with line breaks and other control characters escaped.
    static func append(_ text: String, to line: inout [UInt8]) {
        line.append(contentsOf: PrintableText.line(text).utf8)
    }

    /// Appends `text` escaped, in double quotes when it is empty or contains a space, a quote, `=` or a backslash.
    static func appendQuoted(_ text: String, to line: inout [UInt8]) {
        let printable = PrintableText.line(text)
        let plain = printable == text && !text.unicodeScalars.contains(where: \.needsQuotes)
        guard text.isEmpty || !plain else { return line.append(contentsOf: text.utf8) }
        line.append(UInt8(ascii: "\""))
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\":
                line.append(UInt8(ascii: "\\"))
                line.append(UInt8(truncatingIfNeeded: scalar.value))
            default:
                append(String(scalar), to: &line)
            }
        }
        line.append(UInt8(ascii: "\""))
    }
}

extension Unicode.Scalar {
    fileprivate var needsQuotes: Bool { self == " " || self == "\"" || self == "=" || self == "\\" }
}
