/// The words of HTML as lines, whoever sees them: of reports that other systems write, where nobody hides anything.
/// Blocks, rows and `<br>` begin new lines; styles, scripts and comments are left out. What a promise counts is
/// `VisibleHTML`'s. The work grows with the HTML's length, not faster.
package enum PlainHTML {
    package static func text(_ html: String) -> String {
        let octets = Array(html.utf8)
        var reader = TagReader(octets)
        var text: [UInt8] = []
        while let piece = reader.next() {
            switch piece {
            case .words(let range): append(octets[range], to: &text)
            case .start("td", _), .start("th", _): text.append(0x20)
            case .start(let name, _), .end(let name):
                if !ElementKinds.inline.contains(name), !ElementKinds.cells.contains(name), text.last != 0x0A {
                    text.append(0x0A)
                }
            case .comment, .raw: break
            }
        }
        return HTMLReference.decode(text[...])
    }

    /// A line break of the source is a space.
    private static func append(_ words: ArraySlice<UInt8>, to text: inout [UInt8]) {
        for octet in words {
            if octet > 0x20 {
                text.append(octet)
            } else if let last = text.last, last > 0x20 {
                text.append(0x20)
            }
        }
    }
}
