import Testing

@testable import UsherWeb

/// A route of the public address with a request to it that is in order.
struct PublicRoute: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    var type = ""
    var body = ""
    /// The variable end of the path.
    var word = ""
    /// What the request changes, as `FakeHouse.changes` says it; empty for one that changes nothing.
    var changes: [String] = []
    /// Of one of the API.
    var authorization = "Bearer \(FakeHouse.bearer)"

    static let form = "application/x-www-form-urlencoded"

    var isPost: Bool { method == "POST" }
    var isAPI: Bool { path.hasPrefix("/mail/v1/") }
    /// Whether the path has a word that somebody may tamper with.
    var hasWord: Bool { !word.isEmpty }
    var testDescription: String { "\(method) \(path)" }

    private static func word(
        _ method: String, _ kind: String, _ body: String = "", _ changes: String...
    ) -> PublicRoute {
        let word = FakeHouse.words[kind] ?? ""
        return PublicRoute(
            method: method, path: "/mail/\(kind)/\(word)", type: body.isEmpty ? "" : form, body: body, word: word,
            changes: changes)
    }

    /// Each method of each path; `everyRoute` of the suite holds that none is missing.
    static let all: [PublicRoute] = [
        word("GET", "u"), word("POST", "u", "List-Unsubscribe=One-Click", "no to marketing"),
        PublicRoute(
            method: "POST", path: "/mail/subscribe", type: form, body: "address=ada%40example.org&name=Ada",
            changes: ["ada@example.org Ada", "ada@example.org signed_up"]),
        word("GET", "confirm"),
        word("POST", "confirm", "choice=confirm", "grace@example.org confirmed", "grace@example.org in welcome"),
        word("GET", "data"), word("GET", "l"), word("GET", "c"), word("GET", "r"),
        word("GET", "review"),
        word("POST", "review", "score=9", "grace@example.org in promote", "grace@example.org review_given"),
        PublicRoute(method: "GET", path: "/mail/v1/openapi.json"),
        PublicRoute(
            method: "POST", path: "/mail/v1/events", type: "application/json",
            body: #"{"event":"purchased","address":"eve@example.org","key":"o1"}"#,
            changes: ["eve@example.org -", "eve@example.org in excite", "eve@example.org purchased"]),
        PublicRoute(
            method: "POST", path: "/mail/v1/enrollments", type: "application/json",
            body: #"{"campaign":"welcome","address":"eve@example.org"}"#,
            changes: ["eve@example.org -", "eve@example.org in welcome"]),
        PublicRoute(
            method: "POST", path: "/mail/v1/feedback", type: "application/json",
            body:
                "{\"kind\":\"complaint\",\"address\":\"grace@example.org\",\"return_address\":\"\(FakeHouse.returnToken)\"}",
            changes: ["no to marketing"]),
        PublicRoute(
            method: "POST", path: "/mail/v1/feedback/postmark", type: "application/json",
            body:
                "{\"RecordType\":\"SpamComplaint\",\"ID\":7,\"Email\":\"grace@example.org\",\"Metadata\":{\"usher\":\"\(FakeHouse.returnToken)\"}}",
            word: "postmark", changes: ["no to marketing"], authorization: "Basic dXNoZXI6YSBwYXNzd29yZA=="),
    ]

    /// Its request, or the same with something else in it.
    func request(
        method: String? = nil, path: String? = nil, type: String? = nil, headers: String = "", body: String? = nil,
        length: String? = nil
    ) -> String {
        let body = body ?? self.body
        let type = type ?? self.type
        var head = "\(method ?? self.method) \(path ?? self.path) HTTP/1.1\r\nHost: shop.example\r\n\(headers)"
        if isAPI { head += "Authorization: \(authorization)\r\n" }
        if !type.isEmpty { head += "Content-Type: \(type)\r\n" }
        head += length ?? (isPost ? "Content-Length: \(body.utf8.count)\r\n" : "")
        return "\(head)\r\n\(body)"
    }
}
