import Foundation
import UsherCore

/// The `DKIM-Signature` fields of one message (RFC 6376 3.5).
///
/// Relaxed for header and body, over the whole body, without an end: a message that waited for days still verifies.
/// Nothing in it comes from a clock: a message signed again has the same octets.
enum DKIMSignature {
    /// The message with a signature of each key in front. `domain` is From's, as an A-label; `moment` is when the
    /// message was composed.
    static func signed(
        _ message: [UInt8], domain: String, at moment: Timestamp, with keys: DKIMKeys
    ) throws -> [UInt8] {
        let parts = MessageParts(message)
        let input = DKIMInput(parts, names: names(in: parts))
        var signed: [UInt8] = []
        signed.reserveCapacity(message.count + 2048)
        for algorithm in DKIMKeys.Algorithm.allCases {
            let value = Self.value(
                algorithm, domain: domain, selector: keys.selector(algorithm), at: moment, input: input)
            let signature = try keys.signature(algorithm, of: input.hash(signature: value.utf8))
            signed += "DKIM-Signature:\(value)\(folded(base64(signature), from: 3))\r\n".utf8
        }
        return signed + message
    }

    /// The names of all fields that Usher writes and this message has, From once more than that: no second one can be
    /// added.
    private static func names(in message: MessageParts) -> [String] {
        let there = Set(message.fields.map { String(decoding: $0.name, as: UTF8.self) })
        let names = HeaderField.allCases.filter(\.isSigned).map { "\($0.name)" }.filter(there.contains)
        return ["\(HeaderField.from.name)"] + names
    }

    /// The field's value up to its `b=`, folded.
    private static func value(
        _ algorithm: DKIMKeys.Algorithm, domain: String, selector: String, at moment: Timestamp, input: DKIMInput
    ) -> String {
        let seconds = moment.milliseconds / 1000
        return " v=1; a=\(algorithm.tag); c=relaxed/relaxed;\r\n d=\(domain);\r\n s=\(selector); t=\(seconds);\r\n"
            + " h=\(lines(of: input.names));\r\n bh=\(base64(input.bodyHash));\r\n b="
    }

    /// The names with colons between them, folded behind colons.
    private static func lines(of names: [String]) -> String {
        var text = ""
        var column = 3
        for (index, name) in names.enumerated() {
            let piece = index + 1 < names.count ? "\(name):" : name
            if column + piece.utf8.count > longestLine {
                text += "\r\n "
                column = 1
            }
            text += piece
            column += piece.utf8.count
        }
        return text
    }

    private static func folded(_ text: String, from start: Int) -> String {
        var folded = ""
        var column = start
        for character in text.utf8 {
            if column == longestLine {
                folded += "\r\n "
                column = 1
            }
            folded.unicodeScalars.append(Unicode.Scalar(character))
            column += 1
        }
        return folded
    }

    private static let longestLine = 76

    private static func base64(_ octets: [UInt8]) -> String { Data(octets).base64EncodedString() }
}
