import Foundation

/// Finds where a text speaks of a person, by the person's address.
///
/// A mention is the whole address and nothing else, in any letter case, as it is or encoded:
///
/// | It is one | It is another address |
/// | --- | --- |
/// | `<ann@example.org>`, `mailto:Ann@Example.ORG`, `to=ann@example.org`, `ann@example.org.` | `joann@example.org`, `x+ann@example.org`, `jo.ann@example.org`, `o'ann@example.org` |
/// | `ann=40example.org`, `ann@exam=` and a line break, `=?utf-8?B?YW5uQGV4YW1wbGUub3Jn?=` | `ann@example.org.uk`, `ann@example.organic`, `ann@example.org-x.net` |
/// | `ann%40example.org`, `ann&#64;example.org`, `ann\u0040example.org` | `x%2Bann%40example.org` |
/// | the domain as A-label (`xn--...`) or as people write it | one that `butNot` knows: `x=ann@example.org` |
/// | `写信给ann@example.org吧`: letters of another script are no part of it | `éann@example.org` |
/// | `_ann@example.org_`, `- -ann@example.org`, twice without a gap | `jo-ann@example.org`, `jo_ann@example.org` |
/// | in an identifier (`inIdentifiers`): `friend-of-ann@example.org` | `friend-of-joann@example.org` |
/// | the forms of `MentionForm`: `"ann"@example.org`, `bounce+ann=example.org@shop.example` | `bounce+joann=example.org@shop.example` |
///
/// What stands beside an address is read decoded too: after `\n` of JSON it begins anew. Base64 is not looked into, but
/// in the words of a header.
package struct Mention: Sendable {
    /// The address in each of its spellings, lower case.
    let spellings: [[Unicode.Scalar]]
    private let forms: [MentionForm]
    /// Whether the texts are identifiers, whose words are joined by `-` and `_`: tags, keys, names of tokens.
    private var isInIdentifiers = false
    /// Other people's addresses that end in this one.
    private let others: [[Unicode.Scalar]]
    private let anchors: MentionAnchors

    /// Looks for mentions of the person of this address.
    ///
    /// - Parameter butNot: addresses of other people: one that ends in `address` is theirs as a whole.
    package init(of address: EmailAddress, butNot others: [AddressKey] = []) {
        spellings = Self.spellings(of: address.key.text)
        self.others = others.filter { $0 != address.key }.flatMap { Self.spellings(of: $0.text) }
        forms = spellings.map(MentionForm.init)
        anchors = MentionAnchors(spellings)
    }

    /// The mention for texts that are identifiers, whose words are joined by `-` and `_`: tags, keys, names of tokens.
    package var inIdentifiers: Mention {
        var mention = self
        mention.isInIdentifiers = true
        return mention
    }

    private static func spellings(of key: String) -> [[Unicode.Scalar]] {
        let parts = key.split(separator: "@", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return [] }
        let domains = [parts[1], Punycode.domainForPeople(parts[1])]
        var spellings: Set<[Unicode.Scalar]> = []
        for domain in domains {
            let whole = "\(parts[0])@\(domain)".lowercased()
            for form in [whole.precomposedStringWithCanonicalMapping, whole.decomposedStringWithCanonicalMapping] {
                spellings.insert(Array(form.unicodeScalars))
            }
        }
        return spellings.sorted { $0.count > $1.count }
    }

    /// A text that speaks of the person holds one of these, its ASCII letters in lower case, or one of `signs`.
    package var marks: [String] {
        Set(
            spellings.compactMap { spelling in
                let domain = spelling.drop { $0 != "@" }.dropFirst()
                let enrollments = domain.split { !$0.isASCII }.map { String(String.UnicodeScalarView($0)) }
                return enrollments.max { $0.count < $1.count }
            }
        ).sorted()
    }

    /// Begins, or is in, every way in which an address is encoded, or written so that a plain look does not find it.
    package static let signs = ["%", "&", "\\", "=?", "=4", "\u{FF20}", "\u{200B}", "\u{AD}", "\u{2060}", "\u{FEFF}"]

    package func isIn(_ text: String) -> Bool { isIn(Array(text.utf8)) }

    package func isIn(_ octets: [UInt8]) -> Bool { !ranges(in: octets).isEmpty }

    /// The text with `word` in place of each mention; nil where there is none.
    package func replaced(in text: String, with word: String = "erased") -> String? {
        let octets = Array(text.utf8)
        let ranges = ranges(in: octets)
        guard !ranges.isEmpty else { return nil }
        var left: [UInt8] = []
        var end = 0
        for range in ranges {
            left += octets[end..<range.lowerBound]
            left += word.utf8
            end = range.upperBound
        }
        left += octets[end...]
        return String(decoding: left, as: UTF8.self)
    }

    /// The ranges of the mentions in UTF-8, or in a message's octets; in order, none touching another.
    package func ranges(in octets: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>: Judgement] = [:]
        for window in anchors.windows(in: octets) {
            for view in DecodedStretch(octets, in: window).views() {
                for match in matches(in: view) {
                    found[match.place] = found[match.place].map { $0.joined(with: match.judgement) } ?? match.judgement
                }
            }
        }
        let places = found.filter(\.value.isWhole).keys.sorted { $0.lowerBound < $1.lowerBound }
        return places.reduce(into: []) { ranges, place in
            if let last = ranges.last, place.lowerBound <= last.upperBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, place.upperBound)
            } else {
                ranges.append(place)
            }
        }
    }

    /// Whether nothing beside the address makes it another one; a reading that decodes what is beside it knows better
    /// than one that does not.
    private struct Judgement {
        let isWhole: Bool
        let decodedNeighbours: Int

        func joined(with other: Self) -> Self {
            guard decodedNeighbours == other.decodedNeighbours else {
                return decodedNeighbours > other.decodedNeighbours ? self : other
            }
            return Self(isWhole: isWhole || other.isWhole, decodedNeighbours: decodedNeighbours)
        }
    }

    private func matches(in view: DecodedStretch) -> [(place: Range<Int>, judgement: Judgement)] {
        let text = MentionText(view)
        var matches: [(Range<Int>, Judgement)] = []
        for (spelling, form) in zip(spellings, forms) {
            for found in form.found(in: text, inIdentifier: isInIdentifiers) {
                let isWhole =
                    found.endsLeft && found.endsRight && !isOthers(text, found.start, spelling)
                matches.append(
                    (
                        text.place(found.start, found.end),
                        Judgement(
                            isWhole: isWhole, decodedNeighbours: text.decodedNeighbours(found.start, found.end))
                    ))
            }
        }
        return matches
    }

    /// Whether somebody else's address, which is longer, has this one in it.
    private func isOthers(_ text: MentionText, _ start: Int, _ spelling: [Unicode.Scalar]) -> Bool {
        others.contains { other in
            let more = other.count - spelling.count
            return more > 0 && more <= start && other.suffix(spelling.count).elementsEqual(spelling)
                && text.scalars[(start - more)..<start].elementsEqual(other.prefix(more))
        }
    }
}
