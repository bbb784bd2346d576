/// Base64url of RFC 4648 section 5, without padding.
package enum Base64URL {
    package static func encode(_ octets: [UInt8]) -> String { BitText.encode(octets, bits: 6, alphabet: alphabet) }

    /// The octets of a text; nil unless `encode` makes exactly this text.
    package static func decode(_ text: some StringProtocol) -> [UInt8]? {
        BitText.decode(text, bits: 6, values: values)
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values = BitText.values(of: alphabet)
}
