/// What a declaration does to whether its element's words are seen, judged by itself.
///
/// Only what is known to be harmless is harmless: a property or a value that is not known here may hide.
enum StyleEffect: Hashable, Sendable {
    case harmless
    case mayHide
    /// The colour of the words.
    case ink(Paint)
    /// The colour behind them.
    case ground(Paint)
    /// The size and the line of the words: `font` has both.
    case font(Size, Line)
    case size(Size)
    case line(Line)
    case opacity(Double)
    /// The content that is outside of the box is cut off.
    case clips
    /// The box is so many pixels wide or high, whatever is in it.
    case width(Double)
    case height(Double)
    /// Lines do not break.
    case unbroken

    enum Paint: Hashable, Sendable {
        case color(StyleColor)
        case inherited
    }

    enum Size: Hashable, Sendable {
        case pixels(Double)
        /// The size is so many times the parent's; in `ofRoot`, the document's.
        case factor(Double)
        case ofRoot(Double)
    }

    enum Line: Hashable, Sendable {
        case readable, inherited
        /// Lines lie upon each other.
        case crammed
    }

    /// The effect of `property` with a value, both in lower case, without `!important`.
    static func of(_ property: String, _ value: String) -> StyleEffect {
        if value.contains("expression(") { return .mayHide }
        switch property {
        case "color": return ink(value)
        case "background", "background-color": return ground(value, isShorthand: property == "background")
        case "font-size": return size(value).map { .size($0) } ?? .mayHide
        case "line-height": return line(value).map { .line($0) } ?? .mayHide
        case "font": return font(value)
        case "opacity": return opacity(value)
        case "overflow", "overflow-x", "overflow-y":
            return ["visible", "initial", "unset"].contains(value) ? .harmless : .clips
        case "width", "max-width": return width(value)
        case "height", "max-height": return height(value, isMost: property == "max-height")
        case "white-space": return ["nowrap", "pre"].contains(value) ? .unbroken : known(property, value)
        default: return known(property, value)
        }
    }

    private static func known(_ property: String, _ value: String) -> StyleEffect {
        HarmlessStyle.has(property, value) ? .harmless : .mayHide
    }

    private static func ink(_ value: String) -> StyleEffect {
        switch value {
        case "inherit", "unset", "currentcolor": .ink(.inherited)
        default: StyleColor.read(value).map { .ink(.color($0)) } ?? .mayHide
        }
    }

    private static func ground(_ value: String, isShorthand: Bool) -> StyleEffect {
        var color = StyleColor.transparent
        for word in StyleNumber.words(value.replacing("/", with: " / ")) {
            if let read = StyleColor.read(word) {
                color = read
            } else if word == "inherit" || word == "initial" || word == "unset" {
                return .ground(.inherited)
            } else if !isShorthand || !HarmlessStyle.isBackgroundWord(word) {
                return .mayHide
            }
        }
        return .ground(.color(color))
    }

    private static let sizes: [String: Size] = [
        "xx-small": .pixels(9), "x-small": .pixels(10), "small": .pixels(13), "medium": .pixels(16),
        "large": .pixels(18), "x-large": .pixels(24), "xx-large": .pixels(32), "xxx-large": .pixels(48),
        "smaller": .factor(0.83), "larger": .factor(1.2), "inherit": .factor(1), "unset": .factor(1),
        "initial": .pixels(16),
    ]

    private static func size(_ value: some StringProtocol) -> Size? {
        if let size = sizes[String(value)] { return size }
        guard let number = StyleNumber(value) else { return nil }
        switch number.unit {
        case "em": return .factor(number.value)
        case "%": return .factor(number.value / 100)
        case "ex", "ch": return .factor(number.value / 2)
        case "rem": return .ofRoot(number.value)
        default: return number.roughPixels.map { .pixels($0) }
        }
    }

    private static func line(_ value: some StringProtocol) -> Line? {
        switch value {
        case "normal", "initial": return .readable
        case "inherit", "unset": return .inherited
        default: break
        }
        guard let number = StyleNumber(value) else { return nil }
        let least: Double
        switch number.unit {
        case "", "em", "rem": least = 0.5
        case "%": least = 50
        default: least = 5
        }
        let isKnown = number.unit == "%" || number.roughPixels != nil
        return isKnown ? (number.value >= least ? .readable : .crammed) : nil
    }

    private static func font(_ value: String) -> StyleEffect {
        if value == "inherit" || value == "unset" { return .font(.factor(1), .inherited) }
        var words = StyleNumber.words(value.replacing("/", with: " / "))[...]
        while let word = words.first, HarmlessStyle.isFontWord(word) || isWeight(word) { words.removeFirst() }
        guard let first = words.popFirst(), let size = size(first) else { return .mayHide }
        var line = Line.readable
        if words.first == "/" {
            words.removeFirst()
            guard let height = words.popFirst(), let read = Self.line(height) else { return .mayHide }
            line = read
        }
        return words.isEmpty ? .mayHide : .font(size, line)
    }

    private static func isWeight(_ word: Substring) -> Bool {
        StyleNumber(word).map { $0.unit.isEmpty && $0.value >= 1 } ?? false
    }

    private static func opacity(_ value: String) -> StyleEffect {
        if value == "initial" || value == "unset" { return .harmless }
        guard let number = StyleNumber(value) else { return .mayHide }
        switch number.unit {
        case "": return .opacity(number.value)
        case "%": return .opacity(number.value / 100)
        default: return .mayHide
        }
    }

    /// Widths beyond any screen put words out of sight.
    private static func width(_ value: String) -> StyleEffect {
        guard let number = StyleNumber(value) else { return known("width", value) }
        if number.unit == "%" { return (10...150).contains(number.value) ? .harmless : .mayHide }
        guard let pixels = number.roughPixels, (0...1400).contains(pixels) else { return .mayHide }
        return .width(pixels)
    }

    private static func height(_ value: String, isMost: Bool) -> StyleEffect {
        guard let number = StyleNumber(value) else { return known("height", value) }
        if number.unit == "%" { return number.value >= 50 ? .harmless : .mayHide }
        guard let pixels = number.roughPixels, pixels >= 0 else { return .mayHide }
        return isMost && pixels >= 1000 ? .harmless : .height(pixels)
    }
}
