/// An element of an e-mail's HTML, with what its style and that of all around it does to the words in it.
struct OpenElement: Sendable {
    let names: ElementNames
    /// The reason why somebody may not see its words, and those of all that is in it; nil where there is none.
    private(set) var hiding: Veil?
    /// The same reason, or one in the look of its own words.
    private(set) var veil: Veil?
    /// The index of the link around it, or of itself, among the links.
    var link: Int?
    /// The nearest paragraph that a block would end.
    var paragraph: Int?

    private var looks: [ElementLook]
    private var opacity = 1.0
    private var clips = false
    private var isUnbroken = false

    var name: String { names.name }

    /// Makes the element that stands for what is outside of every element.
    init(hiding: Veil?) {
        names = ElementNames("", [:])
        self.hiding = hiding
        veil = hiding
        looks = ElementLook.World.allCases.map { _ in ElementLook() }
    }

    /// Opens an element. `entries` are the rules of style sheets that are or may be for it.
    init(_ names: ElementNames, in parent: OpenElement, rules: [(StyleSheet.Entry, isSure: Bool)]) {
        self.init(names, parent)
        let attributes = ElementAttributes(names)
        var applied = attributes.applied
        if hiding == nil { hiding = attributes.hiding }
        if attributes.isUnbroken { isUnbroken = true }
        var declared: [(StyleDeclaration, ElementLook.Applied)] = []
        for (entry, isSure) in rules {
            declared += entry.declarations.map { declaration in
                (
                    declaration,
                    ElementLook.Applied(
                        effect: declaration.effect, isSure: isSure, isDark: entry.isDark, origin: .sheet,
                        isImportant: declaration.isImportant, specificity: entry.selector.specificity,
                        order: entry.order)
                )
            }
        }
        if let style = names.attributes["style"] {
            if let own = StyleDeclaration.attribute(Array(style.utf8)) {
                declared += own.map { declaration in
                    (
                        declaration,
                        ElementLook.Applied(
                            effect: declaration.effect, isSure: true, isDark: false, origin: .inline,
                            isImportant: declaration.isImportant)
                    )
                }
            } else {
                hiding = hiding ?? .style(StyleText.quoted(Array(style.utf8)[...]))
            }
        }
        hide(declared.map(\.0))
        applied += declared.map(\.1)
        look(applied, attributes)
    }

    private init(_ names: ElementNames, _ parent: OpenElement) {
        self.names = names
        (hiding, veil, link, paragraph) = (parent.hiding, nil, parent.link, parent.paragraph)
        (looks, opacity, clips, isUnbroken) = (parent.looks, parent.opacity, parent.clips, parent.isUnbroken)
    }

    private mutating func hide(_ declarations: [StyleDeclaration]) {
        // What cuts off counts before what it would cut.
        if declarations.contains(where: { $0.effect == .clips }) { clips = true }
        for declaration in declarations where hiding == nil {
            if mayHide(declaration.effect) { hiding = .style(declaration.written) }
        }
    }

    private mutating func mayHide(_ effect: StyleEffect) -> Bool {
        switch effect {
        case .mayHide: return true
        case .opacity(let part):
            opacity *= min(part, 1)
            return opacity < 0.5
        case .width(let pixels): return pixels < (name == "img" ? 8 : 40)
        case .height(let pixels):
            if name == "img" { return pixels < 8 }
            if ElementKinds.tableParts.contains(name) { return pixels == 0 }
            return pixels < 8 || clips
        case .unbroken:
            isUnbroken = true
            return clips
        case .clips: return isUnbroken
        default: return false
        }
    }

    private mutating func look(_ applied: [ElementLook.Applied], _ attributes: ElementAttributes) {
        let isLink = name == "a" && names.attributes["href"] != nil
        for (index, world) in ElementLook.World.allCases.enumerated() {
            looks[index].takeLinks(attributes.links)
            looks[index] = looks[index].inside(name, isLink: isLink, applied, world)
        }
        veil = hiding ?? looks.lazy.compactMap(\.veil).first
    }

    mutating func hide(_ veil: Veil) {
        hiding = hiding ?? veil
        self.veil = hiding
    }
}
