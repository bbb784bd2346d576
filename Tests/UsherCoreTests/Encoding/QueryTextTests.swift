import Testing
import UsherCore

@Suite("The query of an address")
struct QueryTextTests {
    @Test(
        "Parameters stand at the end of the query and before the fragment",
        arguments: [
            ("https://a.example", "https://a.example?x=1&y=2"),
            ("https://a.example/", "https://a.example/?x=1&y=2"),
            ("https://a.example/b?", "https://a.example/b?x=1&y=2"),
            ("https://a.example/b?c=d", "https://a.example/b?c=d&x=1&y=2"),
            ("https://a.example/b?c=d&", "https://a.example/b?c=d&x=1&y=2"),
            ("https://a.example/b#part", "https://a.example/b?x=1&y=2#part"),
            ("https://a.example/b?c=d#part?q", "https://a.example/b?c=d&x=1&y=2#part?q"),
            ("https://a.example/b#", "https://a.example/b?x=1&y=2#"),
            ("https://a.example/?x=9", "https://a.example/?x=9&y=2"),
            ("https://a.example/?y&x=", "https://a.example/?y&x="),
            ("https://a.example/?max=9#x=3", "https://a.example/?max=9&x=1&y=2#x=3"),
        ])
    func places(_ url: String, _ expected: String) {
        #expect(QueryText.adding([("x", "1"), ("y", "2")], to: url) == expected)
    }

    @Test("Values are percent-encoded, and nothing is added for no parameters")
    func encodes() {
        #expect(
            QueryText.adding([("q", "a-b.c_d~9 &=#?/+é%")], to: "https://a.example")
                == "https://a.example?q=a-b.c_d~9%20%26%3D%23%3F%2F%2B%C3%A9%25")
        #expect(QueryText.adding([], to: "https://a.example#b") == "https://a.example#b")
    }
}
