/// A look at a YAML text before the parser sees it: refuses what would cost the parser far more than its size.
///
/// The parser recurses with the nesting and compares mapping keys by value, so nesting and aliases are bounded here:
/// twenty aliases can repeat a value a thousand times, and no more.
enum YAMLShape {
    static let mostAliases = 20
    static let deepestBrackets = 64
    static let deepestIndent = 200

    /// What is wrong, and on which line (from 1); nil when the text may be parsed.
    static func fault(in text: String) -> (line: Int, reason: String)? {
        var line = 1
        var aliases = 0
        var brackets = 0
        var indent = 0
        var inIndent = true
        var atNodeStart = true
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "\n"):
                line += 1
                indent = 0
                inIndent = true
                atNodeStart = true
                continue
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                brackets += 1
                if brackets > deepestBrackets {
                    return (line, "brackets are nested more than \(deepestBrackets) deep")
                }
            case UInt8(ascii: "]"), UInt8(ascii: "}"): brackets = max(0, brackets - 1)
            case UInt8(ascii: "*") where atNodeStart:
                aliases += 1
                if aliases > mostAliases {
                    return (line, "there are more than \(mostAliases) YAML aliases (*name); write the values out")
                }
            default: break
            }
            if inIndent, isIndent(octet) {
                indent += 1
                if indent > deepestIndent {
                    return (line, "the line is indented by more than \(deepestIndent) columns")
                }
            } else {
                inIndent = false
            }
            atNodeStart = octet == UInt8(ascii: " ") || octet == UInt8(ascii: "\t") ? atNodeStart : opensNode(octet)
        }
        return nil
    }

    /// `- ? - -` nests as well as blanks do.
    private static func isIndent(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: ":"): true
        default: false
        }
    }

    private static func opensNode(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: ":"), UInt8(ascii: "-"), UInt8(ascii: "?"), UInt8(ascii: "["), UInt8(ascii: "{"),
            UInt8(ascii: ","), UInt8(ascii: "\r"):
            true
        default: false
        }
    }
}
