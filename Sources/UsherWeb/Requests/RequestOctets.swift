import HTTPTypes
import Hummingbird
import NIOCore

/// Reads bodies.
enum RequestOctets {
    /// The whole body. Throws `tooLarge`, the moment it is known, and `malformed` for a body that ends before its length.
    static func collect(_ request: Request, upTo limit: Int) async throws -> [UInt8] {
        let announced = request.headers[.contentLength].map { Int($0) ?? -1 }
        guard announced ?? 0 <= max(limit, 0) else { throw Refusal.tooLarge(limit: limit) }
        var octets: [UInt8] = []
        for try await part in request.body {
            guard octets.count + part.readableBytes <= limit else { throw Refusal.tooLarge(limit: limit) }
            octets += part.readableBytesView
        }
        guard announced == nil || announced == octets.count else {
            throw Refusal.malformed("The request ended before its announced length.")
        }
        return octets
    }
}
