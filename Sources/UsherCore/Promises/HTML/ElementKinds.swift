/// The kinds of HTML's elements, as far as they matter to who reads them.
enum ElementKinds {
    private static func set(_ names: String) -> Set<String> { Set(names.split(separator: " ").map(String.init)) }

    /// The elements that show what is in them; every other may hide it.
    static let shown = set(
        """
        html body div p span a table tbody thead tfoot tr td th caption center font b strong i em u s strike del ins \
        small big sub sup mark code kbd samp var tt pre blockquote q cite abbr acronym dfn time address article aside \
        footer header main nav section figure figcaption h1 h2 h3 h4 h5 h6 hgroup ul ol li dl dt dd br hr img wbr nobr \
        label bdi form data search o:p
        """)
    static let void = set("area base br col embed hr img input link meta source track wbr")
    /// The elements whose tags may overlap: what closes around one leaves it in force.
    static let formatting = set("a b big code em font i nobr s small strike strong tt u")
    /// The elements inside of which an end tag ends nothing outside.
    static let boundaries = set("html table td th caption template object marquee applet")
    static let endsParagraph = set(
        """
        address article aside blockquote center details dialog dir div dl dd dt fieldset figcaption figure footer form \
        h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary ul
        """)
    static let headings = set("h1 h2 h3 h4 h5 h6")
    static let inHead = set("base link meta noscript script style template title")
    static let tableParts = set("table tbody thead tfoot tr td th caption")
    static let cells = set("td th")
    static let rowGroups = set("tbody thead tfoot")
    /// The elements that part no words.
    static let inline = set("a abbr b bdi big code em font i img mark nobr s small span strong sub sup tt u wbr")

    /// The size of an element's letters beside those around it, where no style says so.
    static func scale(_ name: String) -> Double {
        switch name {
        case "h6": 0.67
        case "small", "sub", "sup", "h5", "code", "pre", "kbd", "samp", "tt": 0.8
        default: 1
        }
    }
}
