/// Base32 of RFC 4648 section 6, in lower case and without padding: for the part of an address before the @, whose case
/// not every server keeps.
enum Base32 {
    static func encode(_ octets: [UInt8]) -> String { BitText.encode(octets, bits: 5, alphabet: alphabet) }

    /// The octets of a text; nil unless `encode` makes this text, upper and lower case being the same.
    static func decode(_ text: some StringProtocol) -> [UInt8]? { BitText.decode(text, bits: 5, values: values) }

    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private static let values: [UInt8] = {
        var values = BitText.values(of: alphabet)
        for letter in UInt8(ascii: "a")...UInt8(ascii: "z") { values[Int(letter) - 0x20] = values[Int(letter)] }
        return values
    }()
}
