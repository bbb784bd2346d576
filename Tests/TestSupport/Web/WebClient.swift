import Foundation
import Glibc

/// Sends octets to an HTTP server, whatever they are, and reads what comes back. Blocks on threads of its own.
package struct WebClient: Sendable {
    package enum Place: Sendable {
        case port(Int)
        case socket(String)
    }

    package struct Trouble: Error, CustomStringConvertible {
        package let description: String

        package init(description: String) { self.description = description }
    }

    package let place: Place
    private let seconds: Int

    /// `seconds`: how long it waits for a server that says nothing.
    package init(_ place: Place, seconds: Int = 120) {
        self.place = place
        self.seconds = seconds
    }

    package func get(_ path: String, headers: [String] = []) async throws -> WebReply {
        try await send("GET \(path) HTTP/1.1\r\n\(Self.lines(headers))\r\n")
    }

    package func head(_ path: String) async throws -> WebReply {
        try await send("HEAD \(path) HTTP/1.1\r\n\(Self.lines([]))\r\n", hasBody: false)
    }

    package func post(
        _ path: String, _ body: String, type: String = "application/x-www-form-urlencoded", headers: [String] = []
    ) async throws -> WebReply {
        let fields = Self.lines(headers + ["Content-Type: \(type)", "Content-Length: \(body.utf8.count)"])
        return try await send("POST \(path) HTTP/1.1\r\n\(fields)\r\n\(body)")
    }

    package func send(_ text: String, hasBody: Bool = true) async throws -> WebReply {
        try await send(Array(text.utf8), hasBody: hasBody)
    }

    /// One connection, one answer. Throws when none comes.
    package func send(_ octets: [UInt8], hasBody: Bool = true) async throws -> WebReply {
        try await withCheckedThrowingContinuation { continuation in
            Thread {
                continuation.resume(with: Result { try exchange(octets, hasBody: hasBody) })
            }.start()
        }
    }

    private static func lines(_ headers: [String]) -> String {
        (["Host: shop.example"] + headers).map { "\($0)\r\n" }.joined()
    }

    private func exchange(_ octets: [UInt8], hasBody: Bool) throws -> WebReply {
        let connection = try WebConnection(place, seconds: seconds)
        connection.write(octets)
        var received: [UInt8] = []
        while let part = connection.read() {
            received += part
            if let reply = WebReply(received, isComplete: false, hasBody: hasBody) { return reply }
        }
        guard let reply = WebReply(received, isComplete: true, hasBody: hasBody) else {
            throw Trouble(description: "no answer, only: \(String(decoding: received, as: UTF8.self))")
        }
        return reply
    }
}
