import Testing

@testable import UsherWeb

@Suite("The table of routes")
struct RouteTableTests {
    private let table: RouteTable

    init() {
        var table = RouteTable(base: "/mail")
        table.add(.get("/u/{token}") { _ in .text("get") })
        table.add(.post("/u/{token}") { _ in .text("post") })
        table.add(.post("/subscribe") { _ in .text("subscribe") })
        table.add(.get("/v1/openapi.json") { _ in .text("document") })
        self.table = table
    }

    /// `GET /u/{token} abc`, `405 GET, HEAD`, `404`.
    private func found(_ method: String, _ path: String) -> String {
        switch table.match(method: method, path: path) {
        case .route(let route, let variable): "\(route.method.rawValue) \(route.path) \(variable)"
        case .otherMethod(let allow, _): "405 \(allow)"
        case .unknown: "404"
        }
    }

    @Test(
        "finds what a method and a path mean",
        arguments: [
            ("GET", "/mail/u/abc", "GET /u/{token} abc"),
            ("HEAD", "/mail/u/abc", "GET /u/{token} abc"),
            ("POST", "/mail/u/abc", "POST /u/{token} abc"),
            ("POST", "/mail/u/a%2Db", "POST /u/{token} a-b"),
            ("GET", "/mail/u/%C3%BC", "GET /u/{token} ü"),
            ("PUT", "/mail/u/abc", "405 GET, HEAD, POST"),
            ("get", "/mail/u/abc", "405 GET, HEAD, POST"),
            ("GET", "/mail/subscribe", "405 POST"),
            ("GET", "/mail/v1/openapi.json", "GET /v1/openapi.json "),
            ("GET", "/mail/v1/openapi.JSON", "404"),
            ("GET", "/mail/u/", "404"), ("GET", "/mail/u", "404"), ("GET", "/mail/u/abc/d/", "404"),
            ("GET", "/mail//u/abc", "404"), ("GET", "//mail/u/abc", "404"), ("GET", "mail/u/abc", "404"),
            ("GET", "/u/abc", "404"), ("GET", "/", "404"), ("GET", "", "404"), ("GET", "*", "404"),
            ("GET", "/mail/u/..", "404"), ("GET", "/mail/u/%2e%2e", "404"), ("GET", "/mail/u/a%2Fb", "404"),
            ("GET", "/mail/u/a%5Cb", "404"), ("GET", "/mail/u/%00", "404"), ("GET", "/mail/u/%0d%0a", "404"),
            ("GET", "/mail/u/%zz", "404"), ("GET", "/mail/u/%ff", "404"), ("GET", "/mail/u/%", "404"),
            ("GET", "/mail/%75/abc", "404"),
        ])
    func match(method: String, path: String, expected: String) {
        #expect(found(method, path) == expected)
    }

    @Test(
        "takes a link for where it ends, whatever a mail program took along",
        arguments: [
            "", ".", ",", ";", ":", "!", "?", ")", "]", ">", "\"", "'", "/", "//", ").", ">.", "/)", "%2E", "%29",
            "%3E", "%2F",
            "%22", "%27", "%20", "%0D%0A", "%E2%80%9D", "%C2%BB", "%29.", "\u{201D}", "&gt;", "&quot;", "*", "=", "%3D",
        ])
    func ends(foreign: String) {
        for method in ["GET", "HEAD", "POST"] {
            let route = method == "POST" ? "POST" : "GET"
            #expect(found(method, "/mail/u/a-b_c\(foreign)") == "\(route) /u/{token} a-b_c")
        }
        #expect(found("PUT", "/mail/u/abc\(foreign)") == (foreign.isEmpty ? "405 GET, HEAD, POST" : "404"))
        #expect(found("POST", "/mail/subscribe\(foreign)") == (foreign.isEmpty ? "POST /subscribe " : "404"))
    }

    @Test(
        "cuts off nothing that a token may have",
        arguments: ["A", "z", "0", "-", "_", "%2D", "%5F", "%C3%BC", "%E2%80%8B"])
    func keeps(own: String) { #expect(LinkEnd.cut("/u/abc\(own)") == "/u/abc\(own)") }

    @Test("has no base where public.url has no path")
    func noBase() {
        var table = RouteTable()
        table.add(.get("/healthz") { _ in .text("ok") })
        guard case .route = table.match(method: "GET", path: "/healthz") else {
            Issue.record("not found")
            return
        }
    }
}
