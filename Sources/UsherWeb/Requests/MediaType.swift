/// `Content-Type`, as far as forms need it (RFC 9110 8.3.1).
enum MediaType {
    static func essence(_ text: String) -> String {
        trimmed(text.prefix { $0 != ";" }).lowercased()
    }

    /// The value of a parameter, without its quotes: `multipart/form-data; boundary="a b"` has the boundary `a b`.
    static func parameter(_ name: String, of text: String) -> String? {
        for part in text.split(separator: ";").dropFirst() {
            guard let equals = part.firstIndex(of: "="), trimmed(part[..<equals]).lowercased() == name else { continue }
            let value = trimmed(part[part.index(after: equals)...])
            if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                return String(value.dropFirst().dropLast())
            }
            return value.isEmpty ? nil : value
        }
        return nil
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
