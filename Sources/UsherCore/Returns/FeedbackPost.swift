/// A post that came over HTTP in the name of a provider: nothing of it is proved.
package struct FeedbackPost: Hashable, Sendable {
    /// How many octets of a body are read.
    package static let longest = 1 << 20

    package var provider: FeedbackProvider
    /// The values of each `Authorization` field.
    package var authorization: [String]
    /// SendGrid's signature over the timestamp and the body, as it was written.
    package var signature: String?
    package var timestamp: String?
    package var body: [UInt8]

    package init(
        _ provider: FeedbackProvider, authorization: [String] = [], signature: String? = nil,
        timestamp: String? = nil, body: [UInt8] = []
    ) {
        self.provider = provider
        self.authorization = authorization
        self.signature = signature
        self.timestamp = timestamp
        self.body = body
    }
}
