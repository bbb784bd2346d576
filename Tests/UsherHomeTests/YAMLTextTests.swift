import Testing

@testable import UsherHome

@Suite("What is wrong with YAML")
struct YAMLTextTests {
    @Test("Says what to do about a text with a colon in it")
    func colons() {
        let log = ProblemLog()
        #expect(YAMLText.root(of: "title: Offer: ten percent\n", file: "a.yaml", log: log) == nil)
        #expect(
            log.sorted.map(\.description) == [
                "a.yaml:1:13: error: this is not valid YAML: mapping values are not allowed in this context; "
                    + "put quotes around a text that has ': ' in it"
            ])
    }

    @Test("Is a hundred problems at most, however many unknown keys there are")
    func many() {
        let log = ProblemLog()
        let text = (0..<10_000).map { "key\($0): 1\n" }.joined()
        let root = YAMLText.root(of: text, file: "a.yaml", log: log)
        let known: Bool? = root?.record { record in record["title"] == nil }
        #expect(known == true)
        let shown = log.sorted.bounded()
        #expect(shown.count == 101)
        #expect(shown.last?.message == "9900 more problems are not shown; correct these and check again")
    }
}
