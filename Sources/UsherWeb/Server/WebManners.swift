import HTTPTypes

/// How one server meets whoever asks, where that is not as at the public address.
package struct WebManners: Sendable {
    /// Asked about each request before anything else of it is looked at; nil lets it pass. Pure.
    let refusal: @Sendable (WebHead) -> WebRefusal?
    /// Above every answer, whatever it is.
    let headers: HTTPFields
    /// Whether a web server in front says for whom it asks. Where none is, no header is believed.
    let isBehindProxy: Bool

    /// Without a word: as at the public address.
    package init(
        headers: HTTPFields = [:], isBehindProxy: Bool = true,
        refusal: @escaping @Sendable (WebHead) -> WebRefusal? = { _ in nil }
    ) {
        self.refusal = refusal
        self.headers = headers
        self.isBehindProxy = isBehindProxy
    }
}

/// What stands above a request.
package struct WebHead: Sendable {
    package let method: String
    /// The values of all `Host` fields.
    package let hosts: [String]
    /// Without `Host`.
    package let headers: HTTPFields

    package init(method: String, hosts: [String], headers: HTTPFields = [:]) {
        self.method = method
        self.hosts = hosts
        self.headers = headers
    }

    init(_ request: HTTPRequest) {
        method = request.method.rawValue
        // The first stands apart; one more is left among the others.
        let more = HTTPField.Name("Host").map { request.headerFields[values: $0] } ?? []
        hosts = (request.authority.map { [$0] } ?? []) + more
        headers = request.headerFields
    }
}
