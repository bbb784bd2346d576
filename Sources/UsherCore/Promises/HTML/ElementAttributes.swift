/// The effect of an element and its attributes, without `style`, on the words in it.
struct ElementAttributes {
    private(set) var hiding: Veil?
    private(set) var applied: [ElementLook.Applied] = []
    /// The colours of all links in it.
    private(set) var links: [StyleColor] = []
    private(set) var isUnbroken = false

    init(_ names: ElementNames) {
        if !ElementKinds.shown.contains(names.name) { hiding = .element(names.name) }
        for (key, value) in names.attributes.sorted(by: { $0.key < $1.key }) {
            let value = value.lowercased()
            if Self.hides(names.name, key, value) { hiding = hiding ?? .attribute(key) }
            if key == "nowrap" { isUnbroken = true }
            paint(names.name, key, value)
        }
    }

    private static let hiders: Set<String> = ["hidden", "inert", "popover", "data-ogsc", "data-ogsb"]
    private static let names: Set<String> = ["class", "id", "style", "align", "color", "bgcolor", "text", "size"]
    private static let spaces: Set<String> = [
        "cellpadding", "cellspacing", "border", "hspace", "vspace", "leftmargin", "topmargin", "rightmargin",
        "bottommargin", "marginwidth", "marginheight",
    ]

    private static func hides(_ name: String, _ key: String, _ value: String) -> Bool {
        if hiders.contains(key) { return true }
        if key == "aria-hidden" { return value != "false" }
        // A character reference that is not known here may be a letter of a name that a style sheet asks for.
        if names.contains(key), value.contains("&") { return true }
        guard key == "width" || key == "height" || spaces.contains(key) else { return false }
        let digits = value.drop(while: \.isWhitespace).prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits.hasSuffix(".") ? digits + "0" : digits) else {
            return !value.isEmpty && value != "auto"
        }
        if spaces.contains(key) { return number > 300 }
        if name == "img" { return number < 8 }
        return number == 0 || key == "width" && number > 1400
    }

    private mutating func paint(_ name: String, _ key: String, _ value: String) {
        switch (name, key) {
        case ("font", "color"), ("body", "text"): color(key, value) { .ink($0) }
        case (_, "bgcolor"): color(key, value) { .ground($0) }
        case ("body", "link"), ("body", "vlink"), ("body", "alink"):
            if let color = StyleColor.read(attribute: value) {
                links.append(color)
            } else {
                hiding = hiding ?? .attribute(key)
            }
        case ("font", "size"):
            let pixels: [String: Double] = ["1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48]
            let steps: [String: Double] = ["-2": 10, "-1": 13, "+1": 18, "+2": 24, "+3": 32, "+4": 48]
            if let size = pixels[value] ?? steps[value] {
                apply(.size(.pixels(size)))
            } else {
                hiding = hiding ?? .attribute(key)
            }
        default: break
        }
    }

    private mutating func color(_ key: String, _ value: String, _ effect: (StyleEffect.Paint) -> StyleEffect) {
        if let color = StyleColor.read(attribute: value) {
            apply(effect(.color(color)))
        } else {
            hiding = hiding ?? .attribute(key)
        }
    }

    private mutating func apply(_ effect: StyleEffect) {
        applied.append(
            ElementLook.Applied(effect: effect, isSure: true, isDark: false, origin: .attribute, isImportant: false))
    }
}
