/// Text that cannot break out of its log line or its value.
enum LogText {
    /// `text` with line breaks and other control characters escaped.
    static func append(_ text: String, to line: inout [UInt8]) {
        for scalar in text.unicodeScalars {
            if scalar.needsEscape {
                line.append(contentsOf: escape(scalar).utf8)
            } else {
                line.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
    }

    /// The same, in double quotes when it is empty or contains a space, a quote, `=` or a backslash.
    static func appendQuoted(_ text: String, to line: inout [UInt8]) {
        let plain = text.unicodeScalars.allSatisfy { !$0.needsQuotes && !$0.needsEscape }
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

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: "\\u{\(String(scalar.value, radix: 16))}"
        }
    }
}

extension Unicode.Scalar {
    /// C0, DEL, C1, and the separators that some readers take for a line's end.
    fileprivate var needsEscape: Bool {
        value < 0x20 || (0x7F...0x9F).contains(value) || value == 0x2028 || value == 0x2029
    }

    fileprivate var needsQuotes: Bool { self == " " || self == "\"" || self == "=" || self == "\\" }
}
