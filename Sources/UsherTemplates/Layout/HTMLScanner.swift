/// Follows a layout's HTML far enough to know what a tag in it would be: text, an attribute, an address, or something
/// where no value can be made safe.
struct HTMLScanner {
    enum Context: Hashable {
        case text
        case attribute
        /// The value of an attribute that is an address: nothing of it has been written yet, or something has.
        case urlStart, urlPart
        /// A place in which no value can stand, and why.
        case nowhere(String)
    }

    fileprivate enum State: Hashable {
        case text, opened, endOpened, tagName, inTag, attributeName, afterName, beforeValue, unquoted
        case comment, declaration, bogus, raw
        case value(quote: Unicode.Scalar)
    }

    private var state = State.text
    private var element = ""
    private var attribute = ""
    /// The number of this attribute in the source, so that two of them differ.
    private var attributeNumber = 0
    private var valueIsEmpty = true
    /// The last few scalars of a comment, a declaration or raw text, to find its end.
    private var tail: [Unicode.Scalar] = []
    /// The text that ends raw text, before white space, a slash or `>`: `</style`.
    private var rawEnd: [Unicode.Scalar] = []

    /// A position in the HTML. Two are equal when a section may open at one and close at the other.
    struct Position: Hashable {
        fileprivate let state: State
        fileprivate let attribute: Int
    }

    var position: Position {
        if case .value = state { return Position(state: state, attribute: attributeNumber) }
        return Position(state: state, attribute: 0)
    }

    var context: Context {
        switch state {
        case .text: .text
        case .value:
            if attribute.hasPrefix("on") || Self.refused.contains(attribute) {
                .nowhere("in the attribute '\(attribute)'")
            } else if Self.addresses.contains(attribute) {
                valueIsEmpty ? .urlStart : .urlPart
            } else {
                .attribute
            }
        case .beforeValue, .unquoted: .nowhere("in an attribute without quotes; put double quotes around its value")
        case .comment, .declaration, .bogus: .nowhere("in a comment of HTML")
        case .raw: Self.textElements.contains(element) ? .text : .nowhere("inside <\(element)>")
        case .opened, .endOpened, .tagName, .inTag, .attributeName, .afterName:
            .nowhere("inside an element's tag, outside of its attributes' values")
        }
    }

    /// The name of the element that is being read, in lower case; nil while none is.
    var elementName: String? { state == .tagName ? element.lowercased() : nil }
    var attributeName: String? { state == .attributeName ? attribute.lowercased() : nil }

    var isInValue: Bool {
        if case .value = state { return true }
        return state == .beforeValue
    }

    private static let addresses: Set<String> = [
        "href", "src", "action", "background", "cite", "poster", "formaction", "xlink:href", "data", "longdesc",
        "codebase", "lowsrc", "dynsrc", "manifest",
    ]

    /// The attributes whose values are a language of their own.
    private static let refused: Set<String> = ["style", "srcset", "imagesrcset", "srcdoc", "ping"]

    private static let rawElements: Set<String> = [
        "script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext",
    ]

    /// The elements in which there are references and no tags.
    private static let textElements: Set<String> = ["title", "textarea"]

    /// Notes that a value stands here.
    mutating func passValue() { valueIsEmpty = false }

    mutating func scan(_ text: String) {
        for scalar in text.unicodeScalars { scan(scalar) }
    }

    mutating func scan(_ scalar: Unicode.Scalar) {
        switch state {
        case .text:
            if scalar == "<" { state = .opened }
        case .opened: open(scalar)
        case .endOpened:
            state = Self.isLetter(scalar) ? .tagName : scalar == ">" ? .text : .bogus
            element.unicodeScalars.append(scalar)
        case .bogus:
            if scalar == ">" { state = .text }
        case .tagName:
            if !endsTag(scalar) { element.unicodeScalars.append(scalar) }
        case .inTag:
            if !endsTag(scalar) { beginAttribute(scalar) }
        case .attributeName:
            if scalar == "=" {
                state = .beforeValue
            } else if Self.isSpace(scalar) {
                state = .afterName
            } else if !endsTag(scalar) {
                attribute.unicodeScalars.append(scalar)
            }
        case .afterName:
            if scalar == "=" {
                state = .beforeValue
            } else if !Self.isSpace(scalar), !endsTag(scalar) {
                beginAttribute(scalar)
            }
        case .beforeValue:
            if scalar == "\"" || scalar == "'" {
                state = .value(quote: scalar)
                attribute = attribute.lowercased()
                valueIsEmpty = true
            } else if scalar == ">" {
                finishTag()
            } else if !Self.isSpace(scalar) {
                state = .unquoted
            }
        case .value(let quote):
            if scalar == quote { state = .inTag } else if !Self.isSpace(scalar) { valueIsEmpty = false }
        case .unquoted:
            if scalar == ">" { finishTag() } else if Self.isSpace(scalar) { state = .inTag }
        case .comment, .declaration, .raw: scanTail(scalar)
        }
    }

    private mutating func open(_ scalar: Unicode.Scalar) {
        element = ""
        tail = []
        if scalar == "!" {
            state = .declaration
        } else if scalar == "?" {
            state = .bogus
        } else if scalar == "/" || Self.isLetter(scalar) {
            state = scalar == "/" ? .endOpened : .tagName
            element.unicodeScalars.append(scalar)
        } else {
            state = scalar == "<" ? .opened : .text
        }
    }

    private mutating func beginAttribute(_ scalar: Unicode.Scalar) {
        state = .attributeName
        attribute = String(Character(scalar))
        attributeNumber += 1
    }

    /// Whether the scalar ends a name: white space, `/` and `>` do.
    private mutating func endsTag(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == ">" {
            finishTag()
        } else if Self.isSpace(scalar) || scalar == "/" {
            state = .inTag
        } else {
            return false
        }
        return true
    }

    private mutating func finishTag() {
        element = element.lowercased()
        tail = []
        state = .text
        guard Self.rawElements.contains(element) || Self.textElements.contains(element) else { return }
        state = .raw
        rawEnd = Array("</\(element)".unicodeScalars)
    }

    /// Reads a scalar of a comment, a declaration or raw text. Layouts are mostly style sheets: this is where they are
    /// read.
    private mutating func scanTail(_ scalar: Unicode.Scalar) {
        switch state {
        case .declaration:
            tail.append(scalar)
            if tail == ["-", "-"] { (state, tail) = (.comment, []) } else if scalar == ">" { state = .text }
            if tail.count > 2 { tail = [" ", " "] }
        case .comment:
            remember(scalar, 4)
            // `<!-->` and `<!--->` end at once.
            let ends = tail.suffix(3) == ["-", "-", ">"] || [["-", "-", "!", ">"], ["-", ">"], [">"]].contains(tail)
            if ends { state = .text }
        default:
            remember(Self.lowercased(scalar), rawEnd.count + 1)
            if scalar == ">" || scalar == "/" || Self.isSpace(scalar), tail.dropLast() == rawEnd[...] {
                state = .tagName
                element = "/\(element)"
                _ = endsTag(scalar)
            }
        }
    }

    private mutating func remember(_ scalar: Unicode.Scalar, _ count: Int) {
        if tail.count >= count { tail.removeFirst(tail.count - count + 1) }
        tail.append(scalar)
    }

    /// Whether HTML counts the scalar as white space: what it does not know is part of a name.
    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case " ", "\t", "\n", "\u{C}", "\r": true
        default: false
        }
    }

    /// Whether a tag's name may begin with the scalar: a letter of ASCII; with any other it is text.
    private static func isLetter(_ scalar: Unicode.Scalar) -> Bool { scalar.isASCII && scalar.properties.isAlphabetic }

    /// The scalar in lower case, as HTML compares names: only the letters of ASCII have two cases.
    private static func lowercased(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        ("A"..."Z").contains(scalar) ? Unicode.Scalar(UInt8(scalar.value) + 32) : scalar
    }
}
