/// A colour of sRGB, as style sheets and attributes write it; parts from 0 to 1.
struct StyleColor: Hashable, Sendable {
    let red: Double
    let green: Double
    let blue: Double
    var alpha = 1.0

    static let black = StyleColor(red: 0, green: 0, blue: 0)
    static let white = StyleColor(red: 1, green: 1, blue: 1)
    static let transparent = StyleColor(red: 0, green: 0, blue: 0, alpha: 0)
    /// The colour that links have where nothing says otherwise.
    static let link = StyleColor(red: 0, green: 0, blue: 0xEE / 255.0)

    /// The colour that `text`, in lower case, names in a style sheet; nil where that is not known here.
    static func read(_ text: some StringProtocol) -> StyleColor? {
        if text.hasPrefix("#") { return hexadecimal(text.dropFirst()) }
        if text == "transparent" { return transparent }
        if text.hasSuffix(")"), let bracket = text.firstIndex(of: "(") {
            let parts = text[text.index(after: bracket)...].dropLast()
            switch text[..<bracket] {
            case "rgb", "rgba": return rgb(parts)
            case "hsl", "hsla": return hsl(parts)
            default: return nil
            }
        }
        return names[String(text)].map { number($0) }
    }

    /// Reads the value of `color`, `bgcolor` and their like: these also have six digits without a `#`.
    static func read(attribute text: String) -> StyleColor? {
        let text = String(text.lowercased().drop(while: \.isWhitespace).prefix(40))
        if text.utf8.count == 6, let color = hexadecimal(text[...]) { return color }
        guard !text.hasPrefix("#") || text.utf8.count == 4 || text.utf8.count == 7 else { return nil }
        return text.contains("(") || text == "transparent" ? nil : read(text)
    }

    private static func number(_ rgb: UInt32) -> StyleColor {
        StyleColor(
            red: Double(rgb >> 16 & 0xFF) / 255, green: Double(rgb >> 8 & 0xFF) / 255, blue: Double(rgb & 0xFF) / 255)
    }

    private static func hexadecimal(_ digits: some StringProtocol) -> StyleColor? {
        guard digits.utf8.allSatisfy(\.isLetterOrDigit), let number = UInt32(digits, radix: 16) else { return nil }
        func short(_ shift: UInt32) -> Double { Double(number >> shift & 0xF) / 15 }
        switch digits.utf8.count {
        case 3: return StyleColor(red: short(8), green: short(4), blue: short(0))
        case 4: return StyleColor(red: short(12), green: short(8), blue: short(4), alpha: short(0))
        case 6: return self.number(number)
        case 8:
            var color = self.number(number >> 8)
            color.alpha = Double(number & 0xFF) / 255
            return color
        default: return nil
        }
    }

    private static func parts(_ text: some StringProtocol) -> (parts: [StyleNumber], alpha: Double)? {
        let words = text.prefix(100).split { $0 == " " || $0 == "," || $0 == "/" }
        let numbers = words.compactMap { StyleNumber($0) }
        guard numbers.count == words.count, numbers.count == 3 || numbers.count == 4 else { return nil }
        guard numbers.count == 4 else { return (numbers, 1) }
        guard numbers[3].unit == "" || numbers[3].unit == "%" else { return nil }
        let alpha = numbers[3].unit == "%" ? numbers[3].value / 100 : numbers[3].value
        return (Array(numbers.prefix(3)), unit(alpha))
    }

    private static func unit(_ value: Double) -> Double { min(max(value, 0), 1) }

    private static func rgb(_ text: some StringProtocol) -> StyleColor? {
        guard let (parts, alpha) = parts(text) else { return nil }
        guard parts.allSatisfy({ $0.unit == "" || $0.unit == "%" }) else { return nil }
        let values = parts.map { unit($0.value / ($0.unit == "%" ? 100 : 255)) }
        return StyleColor(red: values[0], green: values[1], blue: values[2], alpha: alpha)
    }

    private static func hsl(_ text: some StringProtocol) -> StyleColor? {
        guard let (parts, alpha) = parts(text), parts[0].unit == "" || parts[0].unit == "deg",
            parts[1].unit == "%", parts[2].unit == "%"
        else { return nil }
        let (saturation, lightness) = (unit(parts[1].value / 100), unit(parts[2].value / 100))
        let hue = parts[0].value / 30
        func part(_ offset: Double) -> Double {
            let turned = (offset + hue).truncatingRemainder(dividingBy: 12)
            let at = turned < 0 ? turned + 12 : turned
            return lightness - saturation * min(lightness, 1 - lightness) * max(-1, min(at - 3, 9 - at, 1))
        }
        return StyleColor(red: part(0), green: part(8), blue: part(4), alpha: alpha)
    }

    /// The colour that is seen of it in front of `ground`.
    func over(_ ground: StyleColor) -> StyleColor {
        func mix(_ front: Double, _ back: Double) -> Double { front * alpha + back * (1 - alpha) }
        return StyleColor(
            red: mix(red, ground.red), green: mix(green, ground.green), blue: mix(blue, ground.blue))
    }

    /// The contrast ratio of WCAG 2, from 1 to 21, both without alpha.
    func contrast(to other: StyleColor) -> Double {
        let (one, two) = (luminance, other.luminance)
        return (max(one, two) + 0.05) / (min(one, two) + 0.05)
    }

    private var luminance: Double {
        // The curve of sRGB, to a thousandth.
        func linear(_ part: Double) -> Double { part * (part * (part * 0.305306011 + 0.682171111) + 0.012522878) }
        return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
    }

    /// The colour as it is written, `#1f5868`, without alpha.
    var written: String {
        let digits = [red, green, blue].map { part in
            let number = UInt8((part * 255).rounded())
            return (number < 16 ? "0" : "") + String(number, radix: 16)
        }
        return "#" + digits.joined()
    }
}
