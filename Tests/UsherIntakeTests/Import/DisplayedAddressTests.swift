import Testing

@testable import UsherIntake

@Suite("An address with a name before it")
struct DisplayedAddressTests {
    @Test(
        "Is taken apart",
        arguments: [
            ("Ann <ann@example.com>", "ann@example.com", "Ann"),
            ("\"Lee, Ann\" <ann@example.com>", "ann@example.com", "Lee, Ann"),
            ("<ann@example.com>", "ann@example.com", nil), (" < ann@example.com > ", nil, nil),
            ("Ann < ann@example.com >", "ann@example.com", "Ann"), ("a <b <c@d.example>", "c@d.example", "a <b"),
            ("ann@example.com", nil, nil), ("Ann <>", nil, nil), ("ann@example.com>", nil, nil), ("", nil, nil),
            ("\"\" <a@b.example>", "a@b.example", nil),
        ] as [(String, String?, String?)])
    func parts(text: String, address: String?, name: String?) {
        let shown = DisplayedAddress(text)
        #expect(shown?.address == address && shown?.name == name)
    }
}
