import Testing
import UsherCore

@testable import UsherIntake

@Suite("Tags as people write them")
struct TagTextTests {
    @Test(
        "Stand between spaces, commas or semicolons",
        arguments: [("", []), ("vip", ["vip"]), ("vip beta;x,,y ", ["vip", "beta", "x", "y"])]
            as [(String, Set<String>)])
    func list(text: String, tags: Set<String>) throws {
        #expect(try TagText.checked(TagText.words(text)) == tags)
    }

    @Test("Are one short word each", arguments: ["", "a b", "a;b", "a\u{7}", String(repeating: "x", count: 65)])
    func faults(tag: String) {
        #expect(throws: Misreading.self) { try TagText.tag(tag) }
    }
}
