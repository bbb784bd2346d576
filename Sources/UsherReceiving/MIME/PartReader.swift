import UsherCore

/// Takes a message apart. Whatever the octets are, something is read: what is broken is read as far as it goes.
///
/// At most `mostParts` parts, `deepest` levels; the work grows with the octets times the levels, and nothing is kept
/// but slices of the octets, except where a message inside a message is encoded.
package struct PartReader {
    package static let mostParts = 100
    package static let deepest = 12

    private var left = mostParts

    package static func read(_ octets: [UInt8]) -> MessagePart {
        var reader = PartReader()
        // A mark of UTF-8 in front of everything is none of the first field's octets.
        let start = octets.starts(with: [0xEF, 0xBB, 0xBF]) ? octets.dropFirst(3) : octets[...]
        return reader.part(start, level: 0, unnamed: .plain)
    }

    private mutating func part(_ octets: ArraySlice<UInt8>, level: Int, unnamed: MediaType) -> MessagePart {
        let (fields, body) = HeaderFields.read(octets)
        var type = fields["content-type"].map(MediaType.init) ?? unnamed
        // RFC 2045 5.2: what is no type is plain text.
        if type.name.split(separator: "/", omittingEmptySubsequences: true).count != 2 { type = .plain }
        var part = MessagePart(fields: fields, type: type, body: body)
        guard level < Self.deepest, left > 0 else { return part }
        if type.isMultipart, let boundary = type.parameters["boundary"], !boundary.isEmpty {
            let inner: MediaType = type.name == "multipart/digest" ? .message : .plain
            for piece in pieces(of: body, boundary) where left > 0 {
                left -= 1
                part.parts.append(self.part(piece, level: level + 1, unnamed: inner))
            }
        } else if part.holdsMessage {
            left -= 1
            let isPlain = !["base64", "quoted-printable"].contains(part.encoding)
            part.parts = [self.part(isPlain ? body : part.content[...], level: level + 1, unnamed: .plain)]
        }
        return part
    }

    /// The pieces between the delimiters (RFC 2046 5.1.1), without the line break in front of each; the last one may
    /// lack its delimiter.
    private func pieces(of body: ArraySlice<UInt8>, _ boundary: String) -> [ArraySlice<UInt8>] {
        let delimiter = Array("--\(boundary)".utf8)
        var pieces: [ArraySlice<UInt8>] = []
        var start: Int?
        var lines = Lines(body)
        while true {
            let lineStart = lines.index
            guard let line = lines.next() else { break }
            guard line.starts(with: delimiter) else { continue }
            var tail = line.dropFirst(delimiter.count)
            let isLast = tail.starts(with: "--".utf8)
            if isLast { tail = tail.dropFirst(2) }
            guard tail.allSatisfy(\.isBlank) else { continue }
            if let start, start < lineStart { pieces.append(Self.withoutBreak(body[start..<lineStart])) }
            start = isLast ? nil : lines.index
            if isLast || pieces.count >= left { return pieces }
        }
        if let start { pieces.append(body[start...]) }
        return pieces
    }

    private static func withoutBreak(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard piece.last == 0x0A else { return piece }
        let piece = piece.dropLast()
        return piece.last == 0x0D ? piece.dropLast() : piece
    }
}
