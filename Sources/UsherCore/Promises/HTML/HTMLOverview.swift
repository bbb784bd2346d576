/// What holds for the whole of an e-mail's HTML, wherever it stands: its style sheets, and the attributes of `<html>`
/// and `<body>`.
struct HTMLOverview {
    private(set) var sheet = StyleSheet()
    private(set) var html: [String: String] = [:]
    private(set) var body: [String: String] = [:]
    private(set) var hasBase = false
    private var hasOddComment = false

    /// The reason why nothing in it can be judged; nil where it can.
    var hiding: Veil? { sheet.unreadable.map { .sheet($0) } ?? (hasOddComment ? .comment : nil) }

    init(_ octets: [UInt8]) { read(octets, isSure: true) }

    /// Inside of these a style sheet counts for some readers only.
    private static let alternatives: Set<String> = ["noscript", "template", "svg", "math", "object", "select"]

    private mutating func read(_ octets: [UInt8], isSure: Bool) {
        var reader = TagReader(octets)
        var style: [String: String] = [:]
        var alternatives = 0
        while let piece = reader.next() {
            switch piece {
            case .words: break
            case .comment(let range): readComment(octets[range], isSure: isSure)
            case .raw("style", let range):
                let media = (style["media"] ?? "").lowercased()
                let type = (style["type"] ?? "text/css").lowercased()
                let isPlain = ["", "all"].contains(media) && type == "text/css"
                sheet.read(Array(octets[range]), isSure: isSure && isPlain && alternatives == 0)
            case .raw: break
            case .end(let name): if Self.alternatives.contains(name) { alternatives = max(0, alternatives - 1) }
            case .start(let name, let attributes):
                if Self.alternatives.contains(name) { alternatives += 1 }
                if name == "style" { style = attributes }
                note(name, attributes)
            }
        }
    }

    private mutating func note(_ name: String, _ attributes: [String: String]) {
        switch name {
        case "html": html.merge(attributes) { first, _ in first }
        case "body": body.merge(attributes) { first, _ in first }
        case "base": hasBase = true
        case "link":
            let address = (attributes["href"] ?? "").lowercased()
            let isSheet = (attributes["rel"] ?? "").lowercased().contains("stylesheet")
            if isSheet, !FontHost.serves(address) { sheet.refuse("<link href=\"\(address.prefix(60))\">") }
        default: break
        }
    }

    /// Conditional comments are open to some readers, with their style sheets.
    private mutating func readComment(_ octets: ArraySlice<UInt8>, isSure: Bool) {
        if octets.hasOddEnd { hasOddComment = true }
        guard isSure, octets.first == UInt8(ascii: "[") else { return }
        var inside = HTMLOverview([])
        inside.sheet = sheet
        // One owner, so that it grows in its place.
        sheet = StyleSheet()
        inside.read(Array(octets), isSure: false)
        sheet = inside.sheet
    }
}

extension ArraySlice<UInt8> {
    /// Whether `--!>` stands in it: browsers end a comment there.
    fileprivate var hasOddEnd: Bool {
        var end: [UInt8] = []
        for octet in self {
            if octet == UInt8(ascii: ">"), end == Array("--!".utf8) { return true }
            end.append(octet)
            if end.count > 3 { end.removeFirst() }
        }
        return false
    }
}
