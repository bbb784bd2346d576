import CryptoExtras
import Foundation

/// A certificate with a key in it, signed by nobody.
enum TestCertificate {
    static func pem(of key: _RSA.Signing.PublicKey) -> [UInt8] {
        let algorithm = der(0x30, der(0x06, [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x0B]) + der(0x05, []))
        let moments = der(0x17, Array("260101000000Z".utf8)) + der(0x17, Array("360101000000Z".utf8))
        let signed = der(
            0x30,
            der(0xA0, der(0x02, [2])) + der(0x02, [1]) + algorithm + der(0x30, []) + der(0x30, moments) + der(0x30, [])
                + Array(key.derRepresentation))
        let whole = der(0x30, signed + algorithm + der(0x03, [0, 1, 2, 3]))
        let lines = Data(whole).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return Array("-----BEGIN CERTIFICATE-----\n\(lines)\n-----END CERTIFICATE-----\n".utf8)
    }

    private static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        let count = content.count
        if count < 0x80 { return [tag, UInt8(count)] + content }
        return [tag, 0x82, UInt8(count >> 8), UInt8(count & 0xFF)] + content
    }
}
