import HTTPTypes
import Hummingbird
import NIOCore
import NIOHTTPTypes

/// Reads bodies.
enum RequestOctets {
    /// The whole body. Throws `tooLarge`, the moment it is known, and `malformed` for a body that ends before its
    /// length.
    ///
    /// A client that waits to hear whether its body is wanted (RFC 9110, 10.1.1) hears it at once, and one whose body
    /// is not wanted gets its answer instead.
    static func collect(_ request: Request, upTo limit: Int, over channel: any Channel) async throws -> [UInt8] {
        let announced = request.headers[.contentLength].map { Int($0) ?? -1 }
        guard announced ?? 0 <= max(limit, 0) else { throw WebRefusal.tooLarge(limit: limit) }
        if limit > 0, request.headers[.expect]?.lowercased() == "100-continue" {
            channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)), promise: nil)
        }
        var octets: [UInt8] = []
        for try await part in request.body {
            guard octets.count + part.readableBytes <= limit else { throw WebRefusal.tooLarge(limit: limit) }
            octets += part.readableBytesView
        }
        guard announced == nil || announced == octets.count else {
            throw WebRefusal.malformed("The request ended before its announced length.")
        }
        return octets
    }
}
