import Testing
import UsherCore

@Suite("Whether keys belong to a database")
struct KeyIdentityTests {
    /// `a1` is key 1 with the content `a`.
    private static func keys(_ text: String) -> [KeyFingerprint] {
        text.split(separator: " ").compactMap { word in
            UInt16(word.dropFirst()).map { KeyFingerprint(id: $0, octets: Array(word.utf8.prefix(1))) }
        }
    }

    @Test(
        "is decided by what they are",
        arguments: [
            ("", "a1", .takesUp(keys("a1"))), ("", "b2 a1", .takesUp(keys("b2 a1"))), ("a1", "a1", .known),
            ("a1", "b2 a1", .takesUp(keys("b2"))), ("a1 b2", "b2 a1", .known), ("a1", "x1", .refused(.anothers)),
            ("a1 b2", "x2 a1", .refused(.anothers)), ("a1", "x1 b2", .refused(.anothers)),
            ("a1 b2", "a1", .refused(.lacks([2]))), ("a1 b2 c3", "c3", .refused(.lacks([1, 2]))),
            ("a1", "b2", .refused(.lacks([1]))), ("b2", "b2 a1", .refused(.older(1))),
        ] as [(String, String, KeyIdentity)])
    func decides(_ known: String, _ offered: String, _ expected: KeyIdentity) {
        #expect(KeyIdentity.decide(known: Self.keys(known), offered: Self.keys(offered)) == expected)
    }
}
