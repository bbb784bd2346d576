import HTTPTypes
import UsherCore
import UsherWeb

extension Fuzzer {
    /// `application/x-www-form-urlencoded`.
    static let form = Fuzzer(
        "form",
        words: ["a=", "&", "=", "%C3%A9", "%00", "+", "%", "choice=all", "address=ada%40example.org", "\u{FEFF}"]
    ) { octets throws(Breach) in
        guard let fields = fields(octets, type: "application/x-www-form-urlencoded") else { return }
        try hold(fields.count <= 64, "There are more fields than may be.")
        try holdTexts(fields, of: octets)
        let written = fields.map { "\(QueryText.encoded($0.key))=\(QueryText.encoded($0.value))" }
        let again = Fuzzer.fields(
            Array(written.joined(separator: "&").utf8), type: "application/x-www-form-urlencoded")
        try hold(again == fields, "A form that is written again is another: \(written)")
    }

    /// `multipart/form-data`. The first line is the Content-Type, what follows is the body.
    static let multipart = Fuzzer(
        "multipart",
        words: [
            "multipart/form-data; boundary=x\n", "--x\r\n", "--x--", "\r\n\r\n", "\r\n--x",
            "Content-Disposition: form-data; name=\"", "filename=", "\"", ";", "boundary=",
            "Content-Type: text/plain\r\n",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let type = String(decoding: input.line(), as: UTF8.self)
        guard let fields = fields(Array(input.rest), type: type) else { return }
        try hold(fields.count <= 64, "There are more fields than may be.")
        try holdTexts(fields, of: Array(input.rest))
        guard type.contains("multipart") else { return }
        let boundary = String(repeating: "b", count: 70)
        guard !fields.contains(where: { $0.key.contains("bb") || $0.value.contains("bb") }) else { return }
        let parts = fields.map {
            "--\(boundary)\r\nContent-Disposition: form-data; name=\"\($0.key)\"\r\n\r\n\($0.value)\r\n"
        }
        let again = Fuzzer.fields(
            Array("\(parts.joined())--\(boundary)--".utf8), type: "multipart/form-data; boundary=\(boundary)")
        try hold(again == fields, "A form that is written again is another: \(fields)")
    }

    /// Fields of a request's head. Each line is one of them.
    static let headers = Fuzzer(
        "headers", longest: 1024,
        words: [
            "203.0.113.9", "2001:db8::1", "::ffff:", ", ", "de-AT", ";q=0.5", "*", "en", "127.0.0.1", "unknown", "\n",
        ]
    ) { octets throws(Breach) in
        var input = Octets(octets)
        let (peer, hops, languages) = (
            String(decoding: input.line(), as: UTF8.self), String(decoding: input.line(), as: UTF8.self), input.text
        )
        let direct = ClientNetwork.of(peer: peer, forwardedFor: [hops])
        let hearsay = ClientNetwork.of(peer: peer, forwardedFor: ["198.51.100.1", "198.51.100.2, \(hops)"])
        try hold(direct == hearsay, "What others say of the way counts: \(peer), \(hops)")
        let accepted = Language.accepted(languages)
        try hold(accepted.count <= 20, "More languages are looked at than may be.")
        for tag in accepted {
            let found = Language.match(tag, among: ["de", "de-CH", "en"])
            try hold(found.map(["de", "de-CH", "en"].contains) ?? true, "A language is found that is not there.")
        }
    }

    private static func fields(_ octets: [UInt8], type: String) -> [String: String]? {
        var headers = HTTPFields()
        headers[.contentType] = type
        return try? WebRequest(headers: headers, body: octets).form()
    }

    private static func holdTexts(_ fields: [String: String], of octets: [UInt8]) throws(Breach) {
        let length = fields.reduce(0) { $0 + $1.key.utf8.count + $1.value.utf8.count }
        try hold(length <= octets.count, "The fields are longer than the body.")
        try hold(!fields.contains { "\($0.key)\($0.value)".utf8.contains(0) }, "A field has a NUL in it.")
    }
}
