import Crypto
import UsherCore

/// The part of a message that is signed: its body's hash, and header fields by name (RFC 6376 3.7).
struct DKIMInput {
    let bodyHash: [UInt8]
    /// The names of the fields, as in `h=`. A name that is here once more than in the message lets no field of that
    /// name be added (5.4).
    let names: [String]
    /// The named fields in their relaxed form, each with its line break.
    private let fields: [UInt8]

    init(_ message: MessageParts, names: [String]) {
        bodyHash = Array(SHA256.hash(data: RelaxedForm.body(message.body)))
        self.names = names
        var left: [String: [MessageParts.Field]] = [:]
        for field in message.fields { left[Self.key(field.name), default: []].append(field) }
        var fields: [UInt8] = []
        for name in names {
            // The last of several first; none is left for a name that is here once more.
            guard let field = left[name.lowercased()]?.popLast() else { continue }
            RelaxedForm.append(field: field.name, field.value, to: &fields)
            fields += [0x0D, 0x0A]
        }
        self.fields = fields
    }

    /// The hash that a key signs: over the fields, and over the signature's own field with nothing behind `b=`.
    func hash(signature value: some Collection<UInt8>) -> SHA256.Digest {
        var signed = fields
        RelaxedForm.append(field: "DKIM-Signature".utf8, value, to: &signed)
        return SHA256.hash(data: signed)
    }

    private static func key(_ name: ArraySlice<UInt8>) -> String {
        String(decoding: name, as: UTF8.self).lowercased().trimmingSpaces
    }
}

extension String {
    /// The name without the white space that a field's name may have before its colon.
    fileprivate var trimmingSpaces: String {
        String(drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed())
    }
}
