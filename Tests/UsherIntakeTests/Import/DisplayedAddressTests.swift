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
            ("Ann < ann@example.com >", "ann@example.com", "Ann"), ("a <b <c@d.example>", nil, nil),
            ("ann@example.com", nil, nil), ("Ann <>", nil, nil), ("ann@example.com>", nil, nil), ("", nil, nil),
            ("\"\" <a@b.example>", "a@b.example", nil), ("Ann\u{A0}<a@b.example>", "a@b.example", "Ann"),
            ("Ann <a@b.example>, Bob <c@d.example>", nil, nil), ("a@b.example, Bob <c@d.example>", nil, nil),
            ("A@b.example <a@b.example>", "a@b.example", nil),
            ("Ann @ home <a@b.example>", "a@b.example", "Ann @ home"),
        ] as [(String, String?, String?)])
    func parts(text: String, address: String?, name: String?) {
        let shown = DisplayedAddress(text)
        #expect(shown?.address == address && shown?.name == name)
    }

    @Test(
        "Is one of several in a cell",
        arguments: [
            ("a@b.example", ["a@b.example"]), ("Ann <a@b.example>", ["a@b.example"]),
            ("a@b.example, c@d.example", ["a@b.example", "c@d.example"]),
            ("a@b.example;c@d.example e@f.example", ["a@b.example", "c@d.example", "e@f.example"]),
            ("Ann <a@b.example>; Bob <c@d.example>", ["a@b.example", "c@d.example"]),
            ("Ann <a@b.example> Bob <c@d.example>", ["a@b.example", "c@d.example"]),
            ("\"Lee, Ann\" <a@b.example>, c@d.example", ["a@b.example", "c@d.example"]),
            ("Lee, Ann <a@b.example>", ["a@b.example"]), ("nobody, no one", ["nobody, no one"]), ("", [""]),
        ] as [(String, [String])])
    func several(text: String, addresses: [String]) {
        #expect(DisplayedAddress.all(text) == addresses)
    }
}
