import UsherCore

extension Transaction {
    /// The contact with this address; nil where nobody has it, or nobody any more.
    func living(_ key: AddressKey) throws(StoreError) -> ContactID? {
        try query("SELECT id FROM living WHERE address_key = ?").first(key.text) { $0.id("id") }
    }
}
