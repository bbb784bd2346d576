import UsherCore

/// Finds what a page's strict Content-Security-Policy keeps a browser from doing, so that nobody wonders why nothing
/// happens.
///
/// | Markup | Why not |
/// | --- | --- |
/// | `<script>`, `<iframe>`, `<frame>`, `<object>`, `<embed>`, `<base>`, but those that are allowed | no script, and nothing from elsewhere |
/// | `style="..."` | only whole `<style>` elements, whose hash the policy names |
/// | `onclick="..."` and its kin | no script |
/// | `src="https://..."` in text | a page loads nothing from elsewhere; an image is the shop's own (`/logo.png`) or written in (`data:`) |
struct PageMarkup {
    /// The elements that the policy of these pages lets a browser have all the same.
    private let allowed: Set<String>
    private var scanner = HTMLScanner()
    private var problems: [Problem] = []
    private var element: String?
    private var attribute: String?
    /// The part of the value of a `src` that has been read; nil outside of one.
    private var source: String?

    private static let refused: Set<String> = ["script", "iframe", "frame", "object", "embed", "base"]

    private init(allowing allowed: Set<String>) { self.allowed = allowed }

    static func problems(_ parts: [Compilation.Part], allowing allowed: Set<String> = []) -> [Problem] {
        var markup = PageMarkup(allowing: allowed)
        for part in parts {
            guard case .text(let text, var place) = part else {
                markup.source = nil
                continue
            }
            for character in text {
                for scalar in character.unicodeScalars { markup.look(at: scalar, place) }
                place.column += 1
                if character == "\n" { (place.line, place.column) = (place.line + 1, 1) }
            }
        }
        return markup.problems
    }

    private mutating func look(at scalar: Unicode.Scalar, _ place: Place) {
        scanner.scan(scalar)
        let (element, attribute) = (scanner.elementName, scanner.attributeName)
        if let name = self.element, element == nil, Self.refused.subtracting(allowed).contains(name) {
            problems.append(place.problem("a page has no <\(name)>: its Content-Security-Policy does not allow it"))
        }
        if let name = self.attribute, attribute == nil { check(attribute: name, place) }
        self.element = element
        self.attribute = attribute
        guard let read = source else { return }
        guard scanner.isInValue else {
            if !read.isEmpty { source = nil }
            return
        }
        source = read + String(Character(scalar))
        let value = (source ?? "").drop { "=\"' \t\n".contains($0) }.lowercased()
        guard ["http:", "https:", "//"].contains(where: { value.hasPrefix($0) }) else { return }
        source = nil
        problems.append(
            place.problem("a page loads nothing from elsewhere; write the image in as 'data:', or use the shop's own"))
    }

    private mutating func check(attribute name: String, _ place: Place) {
        source = name == "src" ? "" : nil
        if name == "style" {
            problems.append(
                place.problem(
                    "a page has no attribute 'style': its Content-Security-Policy does not allow it; write a class, and "
                        + "put its rules into the <style> of templates/layouts/page.html"))
        } else if name.hasPrefix("on") {
            problems.append(
                place.problem("a page has no attribute '\(name)': its Content-Security-Policy allows no script"))
        }
    }
}
