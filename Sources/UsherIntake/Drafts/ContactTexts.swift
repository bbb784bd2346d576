/// What a draft says of its person beside the address: texts that nobody has looked at yet.
package struct ContactTexts: Hashable, Sendable {
    package var name: String?
    package var attributes: [String: String]
    package var zone: String?
    package var language: String?

    package init(
        name: String? = nil, attributes: [String: String] = [:], zone: String? = nil, language: String? = nil
    ) {
        self.name = name
        self.attributes = attributes
        self.zone = zone
        self.language = language
    }
}
