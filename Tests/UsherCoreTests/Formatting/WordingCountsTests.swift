import Testing

@testable import UsherCore

@Suite("Counts in words")
struct WordingCountsTests {
    @Test(
        "Are singular for one alone",
        arguments: [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (21, "21 rows")])
    func rows(_ number: Int, _ text: String) { #expect(Wording.count(number, "row") == text) }

    @Test("Take a plural of their own")
    func people() {
        #expect(Wording.count(1, "person", "people") == "1 person")
        #expect(Wording.count(3, "person", "people") == "3 people")
    }
}
