/// The reason why somebody may not see what stands at a place of an e-mail's HTML.
enum Veil: Hashable, Sendable {
    case style(String)
    case element(String)
    case attribute(String)
    /// The letters have such a colour on such a ground: `#ffffff` on `#ffffff`.
    case colors(String, String)
    case smallLetters
    case crammedLines
    /// A style sheet that is not here, or cannot be read.
    case sheet(String)
    case comment
    case base
    case wordlessLink
    case tooMuchStyle

    /// The reason as a clause after what it is about, and a colon; without a full stop.
    var clause: String {
        switch self {
        case .style(let written): "it stands in something styled '\(written)', which may hide it"
        case .element(let name): "it stands in <\(name)>, which may hide it"
        case .attribute(let name): "it stands in an element with '\(name)', which may hide it"
        case .colors(let ink, let ground): "it is written in \(ink) on \(ground), which nobody can read"
        case .smallLetters: "its letters may be smaller than 6 pixels"
        case .crammedLines: "its lines may lie upon each other"
        case .sheet(let written): "'\(written)' in a style sheet cannot be judged, and may hide it"
        case .comment: "a comment ends with '--!>', which readers take differently"
        case .base: "<base> leads its link elsewhere"
        case .wordlessLink: "its link has neither a word nor a picture with an 'alt'"
        case .tooMuchStyle: "there is more style around it than can be judged"
        }
    }
}
