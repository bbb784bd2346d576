import UsherCore

/// Something in HTML that a mail client of many people does not show.
///
/// The facts are caniemail.com's, looked up in November 2026: each row says when it was tested there. It is a small
/// choice of what changes how a message is understood, and no picture of all clients: what is not in it is not known
/// here.
struct MailClientGap: Sendable {
    /// The name of the feature, as an author writes it.
    let name: String
    let missing: String
    /// The year and month of the test.
    let tested: String
    let isIn: @Sendable (HTMLInventory) -> Bool

    static let all: [MailClientGap] = [
        MailClientGap(
            name: "position", missing: "Gmail, Outlook for Windows to 2019", tested: "2021-05",
            isIn: property("position") { $0 != "static" }),
        MailClientGap(
            name: "float", missing: "Outlook for Windows to 2019", tested: "2019-02",
            isIn: property("float") { $0 != "none" }),
        MailClientGap(
            name: "background-image", missing: "Outlook for Windows to 2019", tested: "2019-02",
            isIn: {
                property("background-image") { $0.contains("url(") }($0)
                    || property("background") { $0.contains("url(") }($0)
            }),
        MailClientGap(
            name: "display: flex", missing: "Outlook for Windows to 2019, the webmail of GMX and Web.de",
            tested: "2022-06", isIn: property("display") { $0.hasPrefix("flex") || $0.hasPrefix("inline-flex") }),
        MailClientGap(
            name: "display: grid", missing: "Gmail, Outlook for Windows to 2019, Yahoo", tested: "2019-02",
            isIn: property("display") { $0.hasPrefix("grid") || $0.hasPrefix("inline-grid") }),
        MailClientGap(
            name: "variables of CSS", missing: "Gmail, Outlook, Yahoo", tested: "2020-02",
            isIn: { $0.declarations.contains { $0.property.hasPrefix("--") } }),
        MailClientGap(
            name: "@font-face", missing: "Gmail, Outlook.com, Yahoo", tested: "2019-07",
            isIn: { $0.rules.contains("font-face") }),
        MailClientGap(
            name: "pictures in SVG", missing: "Gmail, Outlook for Windows to 2019", tested: "2023-01",
            isIn: picture { $0.hasSuffix(".svg") || $0.hasPrefix("data:image/svg") }),
        MailClientGap(
            name: "pictures in WebP", missing: "Outlook for Windows to 2019", tested: "2021-02",
            isIn: picture { $0.hasSuffix(".webp") || $0.hasPrefix("data:image/webp") }),
        MailClientGap(
            name: "pictures inside the HTML (data:)", missing: "Gmail on iOS, Outlook for Windows to 2016",
            tested: "2020-02", isIn: picture { $0.hasPrefix("data:") }),
        MailClientGap(
            name: "<svg>", missing: "Gmail, Outlook for Windows to 2019, Yahoo", tested: "2020-02",
            isIn: { $0.elements.contains("svg") }),
        MailClientGap(
            name: "<video>", missing: "Gmail, Outlook for Windows to 2019, Yahoo", tested: "2019-09",
            isIn: { $0.elements.contains("video") }),
        MailClientGap(
            name: "<form>", missing: "Outlook for Windows and macOS to 2019", tested: "2019-09",
            isIn: { $0.elements.contains("form") }),
    ]

    private static func property(
        _ name: String, _ value: @escaping @Sendable (String) -> Bool
    ) -> @Sendable (HTMLInventory) -> Bool {
        { inventory in
            inventory.declarations.contains { $0.property == name && value($0.value.replacing("!important", with: "")) }
        }
    }

    /// A test whether a picture's address, without what stands behind it, is like this.
    private static func picture(_ isOne: @escaping @Sendable (String) -> Bool) -> @Sendable (HTMLInventory) -> Bool {
        { inventory in
            inventory.pictures.contains { isOne($0.source.lowercased().prefix { $0 != "?" && $0 != "#" }.description) }
        }
    }
}
