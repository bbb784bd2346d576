import UsherCore

extension EmailAddress {
    /// An address of the shop's own: it stands in everybody's messages, so it is ASCII.
    init(ofShop text: String, for field: HeaderField) throws(ComposeFault) {
        do { self = try EmailAddress(text) } catch { throw .notAnAddress(field, error) }
        guard !needsSMTPUTF8 else { throw .notASCII(field) }
    }
}
