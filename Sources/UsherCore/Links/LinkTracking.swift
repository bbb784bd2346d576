/// Which links of a message lead over Usher's own public address, where following them is counted.
package struct LinkTracking: Hashable, Sendable, Codable {
    package enum Mode: String, Sendable, Codable, CaseIterable {
        case callToAction = "call_to_action"
        /// Besides, every link of the e-mail's own text whose host the author wrote.
        case all
        case none
    }

    /// `https://shop.example/mail`, without the `/` at its end.
    package let publicURL: String
    package let mode: Mode

    package init(publicURL: String, mode: Mode = .callToAction) {
        self.publicURL = publicURL.hasSuffix("/") ? String(publicURL.dropLast()) : publicURL
        self.mode = mode
    }

    /// What stands before the token.
    package var prefix: String { publicURL + PublicPath.link }
}
