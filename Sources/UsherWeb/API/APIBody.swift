/// What a body of the API is, by its Content-Type.
enum APIBody: Hashable, Sendable {
    /// One JSON object.
    case one
    /// Many, one a line.
    case lines

    /// The most octets that are read of it.
    var limit: Int {
        switch self {
        case .one: 1 << 20
        case .lines: 10 << 20
        }
    }

    static let mostLines = 10_000

    /// | Content-Type | |
    /// | --- | --- |
    /// | `application/json`, `Application/JSON; charset=UTF-8` | one |
    /// | `application/x-ndjson` | lines |
    /// | none, `text/plain`, `application/json; charset=latin1` | nil: 415 |
    init?(contentType: String) {
        switch MediaType.essence(contentType) {
        case "application/json": self = .one
        case "application/x-ndjson": self = .lines
        default: return nil
        }
        // JSON is UTF-8, and says so or nothing (RFC 8259, section 8.1).
        guard let charset = MediaType.parameter("charset", of: contentType) else { return }
        guard ["utf-8", "utf8"].contains(charset.lowercased()) else { return nil }
    }

    /// How many lines there are; a last one without an end is one.
    static func lines(in body: [UInt8]) -> Int {
        let ends = body.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
        return body.isEmpty || body.last == UInt8(ascii: "\n") ? ends : ends + 1
    }
}
