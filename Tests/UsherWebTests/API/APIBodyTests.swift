import Testing

@testable import UsherWeb

@Suite("A body of the API")
struct APIBodyTests {
    @Test(
        "is what its type says, or nothing that is read",
        arguments: [
            ("application/json", .one), ("Application/JSON; charset=UTF-8", .one),
            ("application/json;charset=\"utf-8\"", .one), ("application/x-ndjson", .lines),
            ("application/x-ndjson; charset=utf8", .lines), ("", nil), ("text/plain", nil), ("application/jsonl", nil),
            ("application/json; charset=latin1", nil), ("application/x-www-form-urlencoded", nil),
            ("text/plain; application/json", nil),
        ] as [(String, APIBody?)])
    func types(type: String, body: APIBody?) {
        #expect(APIBody(contentType: type) == body)
    }

    @Test(
        "has lines, with or without an end of the last",
        arguments: [("", 0), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2)])
    func lines(text: String, count: Int) {
        #expect(APIBody.lines(in: Array(text.utf8)) == count)
    }
}
