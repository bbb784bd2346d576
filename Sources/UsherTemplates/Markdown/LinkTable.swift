import UsherCore

/// The tracked links of one message, by number. 0 is the call to action, the others follow in the order of their first
/// appearance; the same address has the same number wherever it stands.
///
/// | Link of the e-mail's own text | Tracked |
/// | --- | --- |
/// | begins with `{{call_to_action.url}}` | yes |
/// | an http or https address whose host the author wrote | with `track: all` |
/// | begins with any other tag: `{{unsubscribe_url}}`, `{{promoter_url}}`, `{{event.download}}` | no: it leads where a value says |
/// | has a tag inside a section | no: the section decides what its value is |
/// | mailto, tel, sms | no |
///
/// Pictures and the layout's links are never tracked.
struct LinkTable: Hashable, Sendable {
    /// The beginning of a tracked link, before its token; ready for HTML as well.
    let prefix: String
    /// The addresses by number, as the author wrote them; the call to action's place is always taken.
    private(set) var urls: [[Atom]] = []
    private let mode: LinkTracking.Mode
    private var numbers: [[Key]: Int] = [:]

    static let callToAction = "call_to_action.url"

    private enum Key: Hashable {
        case text(String)
        case tag(String)
    }

    /// Makes the table of an output without tracked links.
    init() {
        prefix = ""
        mode = .none
    }

    init(_ blocks: [Block], tracking: LinkTracking, tags: [Tag]) {
        prefix = Literal.url(tracking.prefix, inHTML: false).replacing("&", with: "%26").replacing("'", with: "%27")
        mode = tracking.mode
        urls = [[]]
        numbers = [[.tag(Self.callToAction)]: 0]
        for block in blocks { collect(block, tags) }
    }

    /// The number of the link to `url`; nil for one that is not tracked.
    func number(of url: [Atom], tags: [Tag]) -> Int? {
        numbers.isEmpty ? nil : key(of: url, tags).flatMap { numbers[$0] }
    }

    private mutating func collect(_ block: Block, _ tags: [Tag]) {
        switch block {
        case .paragraph(let inlines), .heading(_, let inlines): for inline in inlines { collect(inline, tags) }
        case .quote(let blocks): for block in blocks { collect(block, tags) }
        case .list(let list): for block in list.items.joined() { collect(block, tags) }
        case .section(let section): for block in section.blocks { collect(block, tags) }
        case .code, .rule: break
        }
    }

    private mutating func collect(_ inline: Inline, _ tags: [Tag]) {
        switch inline {
        case .emphasis(let content), .strong(let content): for inline in content { collect(inline, tags) }
        case .link(let content, let target):
            if let key = key(of: target.url, tags), numbers[key] == nil {
                numbers[key] = urls.count
                urls.append(target.url)
            }
            for inline in content { collect(inline, tags) }
        case .atom, .softBreak, .hardBreak, .code, .image: break
        }
    }

    /// The key by which equal addresses are known; nil for an address that is not to be tracked.
    private func key(of url: [Atom], _ tags: [Tag]) -> [Key]? {
        var key: [Key] = []
        for atom in url {
            switch atom {
            case .text(let text): key.append(.text(text))
            case .tag(let index):
                let isCallToAction = tags[index].name == Self.callToAction
                guard tags[index].kind == .value, isCallToAction || tags[index].enclosing.isEmpty else { return nil }
                key.append(.tag(tags[index].name))
            }
        }
        switch key.first {
        case .tag(Self.callToAction)?: return key
        case .text(let text)? where mode == .all && Self.hasHost(text, isWhole: key.count == 1): return key
        default: return nil
        }
    }

    /// Whether the host stands in `text` to its end.
    private static func hasHost(_ text: String, isWhole: Bool) -> Bool {
        let scheme = ["https://", "http://"].first { text.lowercased().hasPrefix($0) }
        guard let scheme else { return false }
        let rest = text.dropFirst(scheme.count)
        let host = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        return !host.isEmpty && (isWhole || host.endIndex < rest.endIndex)
    }
}
