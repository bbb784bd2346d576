/// The links of a message that lead over Usher's own public address, where following them is counted.
package struct LinkTracking: Hashable, Sendable, Codable {
    package enum Mode: String, Sendable, Codable, CaseIterable {
        case callToAction = "call_to_action"
        /// Also every link of the e-mail's own text whose host the author wrote.
        case all
        case none
    }

    /// The public address, such as `https://shop.example/mail`, without the `/` at its end.
    package let publicURL: String
    package let mode: Mode

    package init(publicURL: String, mode: Mode = .callToAction) {
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.mode = mode
    }

    /// The beginning of a tracked link, before its token.
    package var prefix: String { publicURL + PublicPath.link }
}
