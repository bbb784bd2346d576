import Testing

@testable import UsherWeb

@Suite("The Authorization field")
struct BearerTokenTests {
    @Test(
        "shows a token, or nothing",
        arguments: [
            (["Bearer abc"], "abc"), (["bearer abc"], "abc"), (["BEARER   usher_3_a-b_c"], "usher_3_a-b_c"),
            (["Bearer a.b~c+d/e=="], "a.b~c+d/e=="), ([String(repeating: "x", count: 1)], nil), ([], nil), ([""], nil),
            (["Bearer"], nil), (["Bearer "], nil), (["Bearerabc"], nil), (["Basic abc"], nil), (["Bearer a b"], nil),
            (["Bearer a,b"], nil), (["Bearer \u{e9}"], nil), (["Bearer a\tb"], nil), (["Bearer a\u{0}"], nil),
            (["Bearer abc", "Bearer abc"], nil), (["Bearer " + String(repeating: "a", count: 513)], nil),
        ] as [([String], String?)])
    func reads(fields: [String], token: String?) {
        #expect(BearerToken.read(fields) == token)
    }
}
