/// The properties of style sheets, with the values, that hide no word; what is not listed may.
///
/// Those whose effect depends on others (colours, sizes of letters, boxes that cut off) are `StyleEffect`'s.
enum HarmlessStyle {
    private enum Values {
        case any
        case words(Set<String>)
        /// Each number is in pixels or per cent within these; `words` may stand beside them, nil for any.
        case numbers(ClosedRange<Double>, percent: ClosedRange<Double>, words: Set<String>?)
    }

    static func has(_ property: String, _ value: String) -> Bool {
        // Nothing reads a declaration without a value, and what a shop calls its own does nothing by itself.
        if value.isEmpty || property.hasPrefix("--") { return true }
        guard let values = table[property] else { return false }
        switch values {
        case .any: return true
        case .words(let words):
            return StyleNumber.words(value).allSatisfy { isKnown($0, words) }
        case .numbers(let pixels, let percent, let words):
            return StyleNumber.words(value.replacing("/", with: " ")).allSatisfy { word in
                if let number = StyleNumber(word) {
                    if number.unit == "%" { return percent.contains(number.value) }
                    return number.roughPixels.map(pixels.contains) ?? false
                }
                guard let words else { return !word.contains("(") || StyleColor.read(word) != nil }
                return isKnown(word, words)
            }
        }
    }

    /// A colour hides nothing where it may stand, and elsewhere has no effect.
    private static func isKnown(_ word: Substring, _ words: Set<String>) -> Bool {
        words.contains(String(word)) || keywords.contains(String(word)) || StyleColor.read(word) != nil
    }

    /// The words that every property has.
    private static let keywords: Set<String> = ["inherit", "initial", "unset"]

    static func isFontWord(_ word: Substring) -> Bool { fontWords.contains(String(word)) }

    private static let fontWords = set(
        "normal italic oblique small-caps bold bolder lighter condensed expanded semi-condensed semi-expanded")

    /// Whether the word may stand in `background` beside its colour.
    static func isBackgroundWord(_ word: Substring) -> Bool {
        if word == "/" || StyleNumber(word) != nil || backgroundWords.contains(String(word)) { return true }
        return ["url(", "linear-gradient(", "radial-gradient("].contains { word.hasPrefix($0) } && word.hasSuffix(")")
    }

    private static let backgroundWords = set(
        """
        none repeat no-repeat repeat-x repeat-y round space left right top bottom center cover contain auto scroll \
        fixed local border-box padding-box content-box
        """)

    private static func set(_ words: String) -> Set<String> { Set(words.split(separator: " ").map(String.init)) }

    private static let table: [String: Values] = {
        var table: [String: Values] = [:]
        func put(_ values: Values, _ properties: String) {
            for property in properties.split(separator: " ") { table[String(property)] = values }
        }
        put(
            .any,
            """
            font-family font-style font-weight font-variant font-variant-caps font-variant-ligatures \
            font-variant-numeric font-stretch font-kerning font-feature-settings font-optical-sizing font-synthesis \
            text-align text-align-last text-transform text-justify text-rendering text-shadow text-overflow \
            text-decoration-line text-decoration-style text-decoration-color text-decoration-skip-ink \
            word-break word-wrap overflow-wrap hyphens -webkit-hyphens -moz-hyphens -ms-hyphens line-break -ms-word-break \
            list-style list-style-type list-style-position list-style-image border-collapse border-radius \
            border-top-left-radius border-top-right-radius border-bottom-left-radius border-bottom-right-radius \
            -webkit-border-radius -moz-border-radius border-style border-color border-top-color border-right-color \
            border-bottom-color border-left-color border-top-style border-right-style border-bottom-style \
            border-left-style table-layout empty-cells caption-side box-sizing -webkit-box-sizing -moz-box-sizing \
            float clear cursor user-select -webkit-user-select background-image background-position \
            background-position-x background-position-y background-repeat background-size background-attachment \
            background-origin color-scheme supported-color-schemes print-color-adjust -webkit-print-color-adjust \
            forced-color-adjust page-break-before page-break-after page-break-inside break-before break-after \
            break-inside orphans widows quotes transition image-rendering object-fit -ms-interpolation-mode \
            -webkit-font-smoothing -moz-osx-font-smoothing -webkit-tap-highlight-color -webkit-overflow-scrolling \
            justify-content align-items align-content align-self flex-direction flex-wrap flex-flow counter-reset \
            counter-increment accent-color caret-color \
            mso-line-height-rule mso-height-rule mso-table-lspace mso-table-rspace mso-padding-alt \
            mso-border-alt mso-cellspacing mso-style-priority mso-generic-font-family mso-font-charset mso-font-alt \
            mso-fareast-font-family mso-bidi-font-family mso-ascii-font-family mso-hansi-font-family
            """)
        put(
            .words(
                set(
                    """
                    block inline inline-block table inline-table table-row table-cell table-row-group \
                    table-header-group table-footer-group table-caption list-item flex inline-flex flow-root
                    """)), "display")
        put(.words(["visible"]), "visibility")
        put(.words(["static", "relative"]), "position")
        put(.words(["normal", "pre-line", "pre-wrap", "break-spaces"]), "white-space")
        put(.words(["ltr", "rtl"]), "direction")
        put(.words(["normal", "embed", "isolate", "plaintext"]), "unicode-bidi")
        put(.words(["auto"]), "clip pointer-events")
        put(.words(["none"]), "clip-path transform filter animation mask -webkit-mask font-size-adjust")
        put(.words(["none", "normal", "\"\"", "''"]), "content")
        put(.words(["border-box", "padding-box", "content-box"]), "background-clip -webkit-background-clip")
        put(.words(["auto", "max-content", "min-content", "fit-content", "none"]), "width")
        put(.words(["auto", "none", "max-content", "min-content", "fit-content"]), "height")
        put(
            .numbers(
                0...300, percent: 0...50, words: ["auto"]),
            """
            margin margin-top margin-right margin-bottom margin-left margin-block margin-inline padding padding-top \
            padding-right padding-bottom padding-left padding-block padding-inline text-indent border-spacing gap \
            row-gap column-gap text-underline-offset
            """)
        put(.numbers(0...2000, percent: 0...100, words: ["auto", "none"]), "min-width min-height")
        put(.numbers(0...0, percent: 0...0, words: ["auto"]), "top right bottom left")
        put(.numbers(-2...20, percent: 0...0, words: ["normal"]), "letter-spacing word-spacing")
        put(.numbers(0...100_000, percent: 0...0, words: ["auto"]), "z-index")
        put(.numbers(1...1, percent: 100...100, words: ["normal"]), "zoom")
        put(
            .numbers(0...0, percent: 50...400, words: ["auto", "none"]),
            "text-size-adjust -webkit-text-size-adjust -ms-text-size-adjust -moz-text-size-adjust")
        put(
            .numbers(
                -20...50, percent: -50...100,
                words: set("baseline top middle bottom center text-top text-bottom sub super")), "vertical-align")
        put(
            .numbers(0...100, percent: 0...0, words: nil),
            """
            border border-top border-right border-bottom border-left border-width border-top-width \
            border-right-width border-bottom-width border-left-width
            """)
        put(.numbers(0...10, percent: 0...0, words: nil), "outline outline-width outline-color outline-style")
        let plainLines = set("none underline overline line-through solid dotted dashed double wavy currentcolor auto")
        // A line as thick as the words, or a shadow inside of the box, would cover them.
        put(.words(plainLines), "text-decoration")
        put(
            .numbers(-100...100, percent: 0...0, words: ["none"]),
            "box-shadow -webkit-box-shadow -moz-box-shadow")
        return table
    }()
}
