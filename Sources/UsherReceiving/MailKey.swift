import Crypto
import UsherCore

/// The key that tells a mail from all others, whichever door it comes by: SHA-256 of its octets without what servers
/// write at its top on the way (RFC 5321 4.4 and their like), and however its lines end.
package enum MailKey {
    package static func of(_ octets: [UInt8]) -> [UInt8] {
        var kept: [UInt8] = []
        kept.reserveCapacity(octets.count)
        var lines = Lines(octets[...])
        var isHead = true
        var isTrace = false
        while let line = lines.next() {
            if isHead {
                if line.isEmpty {
                    isHead = false
                } else if line.first?.isBlank != true {
                    isTrace = Self.isTrace(line)
                }
                if isHead, isTrace { continue }
            }
            kept += line
            kept.append(0x0A)
        }
        while kept.last == 0x0A { kept.removeLast() }
        return Array(SHA256.hash(data: kept))
    }

    private static func isTrace(_ line: ArraySlice<UInt8>) -> Bool {
        if line.starts(with: "From ".utf8) { return true }
        guard let colon = line.prefix(40).firstIndex(of: UInt8(ascii: ":")) else { return false }
        return traces.contains(String(decoding: line[..<colon], as: UTF8.self).lowercased())
    }

    private static let traces: Set<String> = [
        "return-path", "received", "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "delivery-date",
        "x-delivered-to", "x-envelope-from", "status", "x-status", "x-uid", "x-keywords",
    ]
}
