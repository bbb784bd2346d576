import UsherCore
import UsherIntake

/// One thing that happens in the demo.
struct DemoScene: Sendable {
    /// The moment on the shop's clock, such as `2026-03-02 19:10`.
    let at: String
    /// The words for whoever watches.
    let words: String
    let deed: Deed

    enum Deed: Sendable {
        /// Somebody does something: the draft lacks only who they are. `by` and `codeOf` are people of the demo.
        case event(Draft, of: String, by: String?, codeOf: String?)
        /// People without an address come through a campaign's link.
        case visits(String, Int)
        /// Somebody wants no more marketing.
        case unsubscribes(String)
        /// The shop looks at what its promoters have earned.
        case ledger
    }

    /// A scene in which somebody comes through a campaign's link.
    static func came(_ at: String, _ who: String, _ event: String, through campaign: String, _ words: String)
        -> DemoScene
    {
        let draft = Draft(.json, [.event: event, .campaign: campaign])
        return DemoScene(at: at, words: words, deed: .event(draft, of: who, by: nil, codeOf: nil))
    }

    /// A scene in which somebody orders a package, perhaps with a promoter's code.
    static func orders(
        _ at: String, _ who: String, _ event: String, _ product: String, _ value: String, key: String,
        codeOf promoter: String? = nil, _ words: String
    ) -> DemoScene {
        let draft = Draft(
            .json, [.event: event, .key: key, .product: product, .value: value, .currency: "EUR"],
            attributes: ["package": product], data: ["order": key])
        return DemoScene(at: at, words: words, deed: .event(draft, of: who, by: nil, codeOf: promoter))
    }

    /// A scene in which somebody does anything else.
    static func does(
        _ at: String, _ who: String, _ event: String, by friend: String? = nil, key: String? = nil,
        data: [String: String] = [:], _ words: String
    ) -> DemoScene {
        let draft = Draft(.json, [.event: event, .key: key], data: data)
        return DemoScene(at: at, words: words, deed: .event(draft, of: who, by: friend, codeOf: nil))
    }
}
