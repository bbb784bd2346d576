import Foundation

/// An answer as it came over the wire.
package struct WebReply: Sendable, Equatable {
    package let status: Int
    package let headers: [String]
    package let body: String

    /// Nil while it is not whole. `isComplete`: nothing more comes.
    init?(_ octets: [UInt8], isComplete: Bool, hasBody: Bool) {
        let text = String(decoding: octets, as: UTF8.self)
        guard let end = text.range(of: "\r\n\r\n") else { return nil }
        var lines = text[..<end.lowerBound].components(separatedBy: "\r\n")
        let status = lines.removeFirst().split(separator: " ").dropFirst().first.flatMap { Int($0) }
        guard let status else { return nil }
        self.status = status
        headers = lines
        body = String(text[end.upperBound...])
        let length = field("content-length").flatMap { Int($0) }
        guard isComplete || !hasBody || status == 204 || body.utf8.count >= length ?? .max else { return nil }
    }

    /// The value of a field; the name in any case.
    package func field(_ name: String) -> String? {
        headers.first { $0.lowercased().hasPrefix("\(name.lowercased()):") }
            .map { $0.dropFirst(name.count + 1).trimmingCharacters(in: .whitespaces) }
    }
}
