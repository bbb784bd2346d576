extension Texts {
    /// The template with each `[[key]]` in words, escaped as HTML; a text's own tags go on being tags.
    package func filled(_ template: String) -> String {
        var rest = template[...]
        var filled = ""
        while let open = rest.firstRange(of: "[["), let close = rest[open.upperBound...].firstRange(of: "]]") {
            filled += rest[..<open.lowerBound]
            filled += Self.escaped(self[String(rest[open.upperBound..<close.lowerBound])])
            rest = rest[close.upperBound...]
        }
        return filled + rest
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
