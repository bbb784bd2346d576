/// What somebody who opens an e-mail plainly sees of its HTML: the words, and where the links lead that have something
/// to click. What may be hidden, or cannot be judged, is not plainly seen, and `Veil` says why.
///
/// | In the HTML | Plainly seen |
/// | --- | --- |
/// | elements that show what is in them, styled with nothing but what is known to be harmless (`StyleEffect`) | yes |
/// | any other element; a property, a value or an attribute that hides, or that is not known | no |
/// | words like what is behind them, or of less than 6 pixels, in the light, in the dark, or without style sheets | no |
/// | a comment, also a conditional one | no |
/// | a link around words or a picture with an `alt` that are seen | its address, and they |
/// | a link around nothing | no |
///
/// It reads what a browser forgives as well: a missing end tag ends with its parent, a `<p>` at the next block. The
/// work grows with the HTML's length, not faster.
package struct VisibleHTML: Sendable {
    package private(set) var text = ""
    /// Decoded (`&amp;` is `&`), in order.
    package private(set) var links: [String] = []
    /// The words that may be hidden, by what hides them.
    private(set) var veiled: [Veil: String] = [:]
    /// The reasons why links are not in `links`, by their addresses.
    private(set) var veiledLinks: [(address: String, veil: Veil)] = []

    /// Reads an e-mail's HTML. `octets` are UTF-8, not quoted-printable.
    package init(_ octets: [UInt8]) {
        let overview = HTMLOverview(octets)
        var reading = Reading(
            overview.hasBase,
            OpenElements(
                overview.sheet, work: 10_000 + 32 * octets.count, html: overview.html, body: overview.body,
                hiding: overview.hiding))
        reading.read(octets)
        text = HTMLReference.decode(reading.words[...])
        veiled = reading.veiled.mapValues { HTMLReference.decode($0[...]) }
        for link in reading.links {
            if link.isSeen {
                links.append(link.address)
            } else {
                veiledLinks.append((link.address, link.veil ?? .wordlessLink))
            }
        }
    }
}

private struct Reading {
    struct Link {
        let address: String
        var isSeen = false
        var veil: Veil?
    }

    private var open: OpenElements
    private let hasBase: Bool
    private(set) var words: [UInt8] = []
    private(set) var veiled: [Veil: [UInt8]] = [:]
    private(set) var links: [Link] = []

    init(_ hasBase: Bool, _ open: OpenElements) {
        self.hasBase = hasBase
        self.open = open
    }

    mutating func read(_ octets: [UInt8]) {
        var reader = TagReader(octets)
        while let piece = reader.next() {
            switch piece {
            case .words(let range): see(octets[range])
            case .raw, .comment: break
            case .end(let name):
                // As browsers read it, `</br>` is a line break and `</p>` an empty paragraph.
                open.end(name)
                part(name)
            case .start(let name, let attributes): start(name, attributes)
            }
        }
    }

    private mutating func part(_ name: String) {
        if !ElementKinds.inline.contains(name), open.veil == nil { words.append(0x20) }
    }

    private mutating func see(_ octets: ArraySlice<UInt8>) {
        if let veil = open.veil {
            guard octets.contains(where: { !$0.isStyleBlank }) else { return }
            veiled[veil, default: []] += [0x20] + octets
        } else {
            words += octets
        }
        touch(open.veil) { LinkWords.has(octets) }
    }

    /// Notes that what is seen now can be clicked.
    private mutating func touch(_ veil: Veil?, _ isSomething: () -> Bool) {
        guard let link = open.link, !links[link].isSeen, isSomething() else { return }
        if let veil = veil ?? (hasBase ? .base : nil) {
            links[link].veil = links[link].veil ?? veil
        } else {
            links[link].isSeen = true
        }
    }

    private mutating func start(_ name: String, _ attributes: [String: String]) {
        part(name)
        if name == "img" {
            let isPicture = attributes["src"].map { !$0.isEmpty } ?? false
            let veil = open.hiding(of: name, attributes)
            touch(veil) { isPicture && LinkWords.has(Array((attributes["alt"] ?? "").utf8)[...]) }
        }
        guard !ElementKinds.void.contains(name), open.start(name, attributes) else { return }
        part(name)
        if name == "a", let address = attributes["href"] {
            open.setLink(links.count)
            links.append(Link(address: address))
        }
    }
}

/// Whether a text has something that a person sees, and takes for a thing to click: a letter or a number.
private enum LinkWords {
    static func has(_ octets: ArraySlice<UInt8>) -> Bool {
        guard octets.contains(where: { $0.isLetterOrDigit || $0 >= 0x80 || $0 == UInt8(ascii: "&") }) else {
            return false
        }
        var isReference = false
        for scalar in HTMLReference.decode(octets).unicodeScalars {
            // A character reference that is not known here may stand for something that nobody sees.
            if scalar == "&" {
                isReference = true
            } else if isReference {
                isReference = scalar == "#" || scalar.isASCII && scalar.properties.isAlphabetic || isDigit(scalar)
            }
            if !isReference, scalar.isReadable { return true }
        }
        return false
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }
}

extension Unicode.Scalar {
    /// Whether it is a letter or a number that is seen by itself.
    var isReadable: Bool {
        guard !properties.isDefaultIgnorableCodePoint else { return false }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }
}
