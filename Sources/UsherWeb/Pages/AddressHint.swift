/// An address as a page may show it to whoever has its link: enough for its owner, little for anybody else.
enum AddressHint {
    /// | | |
    /// | --- | --- |
    /// | `ada@example.org` | `a…@example.org` |
    /// | `Ünal.Öz@example.org` | `Ü…@example.org` |
    static func text(_ address: String) -> String {
        guard let at = address.lastIndex(of: "@"), let first = address.first, first != "@" else { return "…" }
        return "\(first)…\(address[at...])"
    }
}
