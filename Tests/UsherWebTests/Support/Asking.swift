import HTTPTypes

@testable import UsherTemplates
@testable import UsherWeb

extension WebRoutes {
    /// As a server asks it, without a wire between. `word` stands for the path's variable segment.
    func ask(
        _ method: String, _ path: String, _ word: String? = nil, query: [String: String] = [:],
        headers: HTTPFields = [:], body: String = "", network: ClientNetwork = .local
    ) async throws -> Answer {
        let table = RouteTable([self])
        let pattern = word == nil ? path : "\(path)x"
        guard case .route(let route, let variable) = table.match(method: method, path: pattern) else {
            throw WebRefusal.notFound
        }
        var headers = headers
        if headers[.contentType] == nil { headers[.contentType] = "application/x-www-form-urlencoded" }
        func request(_ body: [UInt8]) -> WebRequest {
            WebRequest(
                variable: word ?? variable, isHead: method == "HEAD", query: query, headers: headers, body: body,
                network: network)
        }
        let admission = try await route.admit(request([]))
        guard body.utf8.count <= admission.bodyLimit || method != "POST" else {
            throw WebRefusal.tooLarge(limit: admission.bodyLimit)
        }
        return try await admission.handler(request(Array(body.utf8)))
    }
}

extension Answer {
    var page: Page? {
        if case .page(let page) = content { page } else { nil }
    }

    /// Of whatever is no page.
    var text: String? {
        if case .octets(let octets, _) = content { String(decoding: octets, as: UTF8.self) } else { nil }
    }

    var location: String? { headers[.location] }
}

extension Page {
    func text(_ name: String) -> String? {
        if case .text(let text)? = values.value(at: name) { text } else { nil }
    }

    func flag(_ name: String) -> Bool { values.value(at: name)?.isTruthy == true }
}
