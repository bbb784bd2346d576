import UsherCore

extension EmailAddress {
    /// Reads an address of the shop's own. It stands in everybody's messages, so it has to be ASCII; throws where it is
    /// not, or is no address.
    init(ofShop text: String, for field: HeaderField) throws(ComposeFault) {
        do { self = try EmailAddress(text) } catch { throw .notAnAddress(field, error) }
        guard !needsSMTPUTF8 else { throw .notASCII(field) }
    }
}
