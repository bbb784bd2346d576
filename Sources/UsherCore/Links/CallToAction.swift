/// What a campaign asks people to do.
package struct CallToAction: Hashable, Sendable, Codable {
    package var text: String
    /// http or https.
    package var url: String

    package init(text: String, url: String) {
        self.text = text
        self.url = url
    }
}
