import Foundation
import UsherCore

/// The answer of a web server.
package struct WebAnswer: Hashable, Sendable {
    package var status: Int
    /// The header fields by their names in small letters; of several of one name the last.
    package var headers: [String: String]
    package var body: [UInt8]
    /// The moment at which the server's certificate ends; nil without TLS.
    package var certificateEnd: Timestamp?

    package init(
        status: Int, headers: [String: String] = [:], body: [UInt8] = [], certificateEnd: Timestamp? = nil
    ) {
        self.status = status
        self.headers = headers
        self.body = body
        self.certificateEnd = certificateEnd
    }

    /// The moment that OpenSSL writes as `Nov 29 22:50:13 2026 GMT`; nil for anything else.
    package static func moment(ofCertificate text: String) -> Timestamp? {
        let words = text.split(separator: " ").map(String.init)
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        guard words.count == 5, words[4] == "GMT", let month = months.firstIndex(of: words[0]) else { return nil }
        func padded(_ text: String) -> String { text.count == 1 ? "0" + text : text }
        let date = "\(words[3])-\(padded("\(month + 1)"))-\(padded(words[1]))"
        return try? Timestamp(parsing: "\(date)T\(words[2])Z", clock: .utc)
    }
}

/// Why a web server gave no answer.
package enum WebFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// The URL is none that can be asked.
    case badURL
    case nameNotFound
    case connectionRefused
    case timeout
    /// The certificate or the handshake failed, in libcurl's words.
    case certificate(String)
    case tls(String)
    case tooLarge
    case tooManyRedirections
    /// The connection ended before the answer did.
    case lost
    case other(String)

    package var description: String {
        switch self {
        case .badURL: "that is no URL that can be asked"
        case .nameNotFound: "its name is not found in DNS"
        case .connectionRefused: "nothing answers there"
        case .timeout: "it does not answer in time"
        case .certificate(let text): "its certificate is not valid: \(text)"
        case .tls(let text): "no TLS connection: \(text)"
        case .tooLarge: "it answers more than is read"
        case .tooManyRedirections: "it redirects again and again"
        case .lost: "the connection ended before the answer did"
        case .other(let text): text
        }
    }
}
