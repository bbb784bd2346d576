/// `multipart/form-data` (RFC 7578), as far as texts go.
enum MultipartForm {
    /// At most so many parts.
    static let limit = 64

    /// The fields in order; parts that are files, or have no name, are left out. Nil when it is not such a body: no
    /// closing boundary, a part without an empty line, a text that is not UTF-8, too many parts.
    static func fields(_ octets: [UInt8], boundary: String) -> [(String, String)]? {
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter may stand at the very beginning.
        var rest = ([0x0D, 0x0A] + octets)[...]
        guard let first = rest.firstRange(of: delimiter) else { return nil }
        rest = rest[first.upperBound...]
        var fields: [(String, String)] = []
        for _ in 0...limit {
            if rest.starts(with: [0x2D, 0x2D]) { return fields }
            rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
            guard rest.starts(with: [0x0D, 0x0A]), let next = rest.firstRange(of: delimiter),
                let end = rest[..<next.lowerBound].firstRange(of: [0x0D, 0x0A, 0x0D, 0x0A])
            else { return nil }
            let head = rest[..<end.lowerBound]
            if let name = name(in: head) {
                guard let name = FormText.checked(Array(name.utf8)),
                    let value = FormText.checked(rest[end.upperBound..<next.lowerBound])
                else { return nil }
                fields.append((name, value))
            }
            rest = rest[next.upperBound...]
        }
        return nil
    }

    /// The `name` of a part's Content-Disposition, where it has no `filename`.
    private static func name(in head: ArraySlice<UInt8>) -> String? {
        guard let text = FormText.checked(head) else { return nil }
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == "content-disposition" else {
                continue
            }
            let value = String(line[line.index(after: colon)...])
            guard MediaType.essence(value) == "form-data", MediaType.parameter("filename", of: value) == nil else {
                return nil
            }
            return MediaType.parameter("name", of: value)
        }
        return nil
    }
}
