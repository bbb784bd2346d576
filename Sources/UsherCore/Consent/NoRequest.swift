/// A no for an address that is told with others.
package struct NoRequest: Hashable, Sendable {
    package var key: AddressKey
    package var no: ToldNo
    /// The one who tells it, for the ledger: a command, `operator`.
    package var by: String

    package init(_ key: AddressKey, _ no: ToldNo, by: String) {
        self.key = key
        self.no = no
        self.by = by
    }
}
