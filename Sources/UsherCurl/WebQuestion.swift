import CCurl
import Foundation
import UsherCore

/// One question to a web server. Asking blocks, for a thread that may wait, and is bounded in time and octets.
package struct WebQuestion: Sendable {
    package enum Method: Hashable, Sendable {
        case get, head
        case post(contentType: String, body: [UInt8])
    }

    package var url: String
    package var method: Method
    /// The header fields, each as `Name: value`; what is no such line is refused.
    package var headers: [String]
    /// How long the whole exchange may take, in seconds.
    package var seconds: Int
    /// How large the answer's body may be, in octets.
    package var mostOctets: Int
    /// How many redirections are followed; one more ends the transfer. With 0 a redirection is the answer.
    package var mostRedirections: Int
    /// A file of certificates (PEM) to trust, instead of the system's; nil trusts the system's.
    package var authority: String?
    /// Entries `NAME:PORT:ADDRESS`: the address of a name, instead of asking DNS for it.
    package var addresses: [String] = []

    package init(
        _ url: String, _ method: Method = .get, headers: [String] = [], seconds: Int = 20, mostOctets: Int = 1_000_000,
        mostRedirections: Int = 0, authority: String? = nil
    ) {
        self.url = url
        self.method = method
        self.headers = headers
        self.seconds = seconds
        self.mostOctets = mostOctets
        self.mostRedirections = mostRedirections
        self.authority = authority
    }

    /// The question with trust in the file that `$SSL_CERT_FILE` names, as curl's own program does; where it names
    /// none, in the system's certificates.
    package func trusting(_ environment: [String: String]) -> WebQuestion {
        var question = self
        question.authority = environment["SSL_CERT_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        return question
    }

    /// Asks, over HTTP or HTTPS and nothing else. Any status is an answer.
    package func ask() throws(WebFault) -> WebAnswer {
        guard url.utf8.count <= 8000, url.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }) else { throw .badURL }
        guard headers.allSatisfy(Self.isLine) else { throw .other("a header line cannot be sent") }
        guard CurlLibrary.isReady, let handle = curl_easy_init() else { throw .other("libcurl cannot be used") }
        defer { curl_easy_cleanup(handle) }
        let lists = [(CURLOPT_HTTPHEADER, sentHeaders), (CURLOPT_RESOLVE, addresses)].map { option, lines in
            var list: UnsafeMutablePointer<curl_slist>?
            for line in lines { list = curl_slist_append(list, line) ?? list }
            usher_curl_set_list(handle, option, list)
            return list
        }
        defer { lists.forEach(curl_slist_free_all) }
        let heard = Heard(mostOctets: mostOctets)
        var error = [CChar](repeating: 0, count: 256)
        return try withExtendedLifetime(heard) { () throws(WebFault) -> WebAnswer in
            let code = error.withUnsafeMutableBufferPointer { buffer -> CURLcode in
                guard let text = buffer.baseAddress else { return CURLE_OUT_OF_MEMORY }
                usher_curl_set_error_buffer(handle, text)
                set(handle, heard)
                return curl_easy_perform(handle)
            }
            guard code == CURLE_OK else {
                throw WebFault(curl: code, text: Self.text(error), isTooLarge: heard.isTooLarge)
            }
            return WebAnswer(
                status: usher_curl_status(handle), headers: heard.headers, body: heard.body,
                certificateEnd: Self.certificateEnd(of: handle))
        }
    }

    private static func isLine(_ line: String) -> Bool {
        line.contains(":") && line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F }
    }

    private var sentHeaders: [String] {
        guard case .post(let type, _) = method else { return headers }
        // Without the second, libcurl may wait a second for leave to send a body.
        return headers + ["Content-Type: \(type)", "Expect:"]
    }

    private func set(_ handle: UnsafeMutableRawPointer, _ heard: Heard) {
        let context = Unmanaged.passUnretained(heard).toOpaque()
        usher_curl_set_string(handle, CURLOPT_URL, url)
        usher_curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        usher_curl_set_string(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        usher_curl_set_string(handle, CURLOPT_USERAGENT, "Usher")
        usher_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        usher_curl_set_long(handle, CURLOPT_TIMEOUT, max(1, seconds))
        usher_curl_set_long(handle, CURLOPT_CERTINFO, 1)
        usher_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, mostRedirections > 0 ? 1 : 0)
        usher_curl_set_long(handle, CURLOPT_MAXREDIRS, max(0, mostRedirections))
        if let authority { usher_curl_set_string(handle, CURLOPT_CAINFO, authority) }
        usher_curl_set_lines(
            handle, { data, size, count, context in Heard.take(data, size * count, context, .header) }, context)
        usher_curl_set_body(
            handle, { data, size, count, context in Heard.take(data, size * count, context, .body) }, context)
        switch method {
        case .get: usher_curl_set_long(handle, CURLOPT_HTTPGET, 1)
        case .head: usher_curl_set_long(handle, CURLOPT_NOBODY, 1)
        case .post(_, let body):
            usher_curl_set_long(handle, CURLOPT_POST, 1)
            _ = body.withUnsafeBytes {
                usher_curl_set_post(handle, $0.baseAddress ?? UnsafeRawPointer(bitPattern: 1), curl_off_t($0.count))
            }
        }
    }

    private static func text(_ buffer: [CChar]) -> String {
        PlainText.shown(String(decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
    }

    /// The moment at which the certificate ends of the server that a handle with CURLOPT_CERTINFO has connected to by
    /// TLS; nil where none is known.
    package static func certificateEnd(of handle: UnsafeMutableRawPointer) -> Timestamp? {
        var line = usher_curl_certificate(handle)
        while let found = line {
            let text = String(cString: found.pointee.data)
            if text.hasPrefix("Expire date:") { return WebAnswer.moment(ofCertificate: String(text.dropFirst(12))) }
            line = found.pointee.next
        }
        return nil
    }

    /// Collects the answer as it comes, within the limits.
    private final class Heard {
        enum Part { case header, body }

        private let mostOctets: Int
        private(set) var headers: [String: String] = [:]
        private(set) var body: [UInt8] = []
        private(set) var isTooLarge = false
        private var headerOctets = 0
        private static let mostHeaderOctets = 64_000

        init(mostOctets: Int) { self.mostOctets = mostOctets }

        static func take(
            _ data: UnsafeMutablePointer<CChar>?, _ count: Int, _ context: UnsafeMutableRawPointer?, _ part: Part
        ) -> Int {
            guard let data, let context, count > 0 else { return 0 }
            let octets = UnsafeRawBufferPointer(start: data, count: count)
            let heard = Unmanaged<Heard>.fromOpaque(context).takeUnretainedValue()
            return (part == .header ? heard.header(octets) : heard.more(octets)) ? count : 0
        }

        private func more(_ octets: UnsafeRawBufferPointer) -> Bool {
            isTooLarge = body.count + octets.count > mostOctets
            if !isTooLarge { body += octets }
            return !isTooLarge
        }

        private func header(_ octets: UnsafeRawBufferPointer) -> Bool {
            headerOctets += octets.count
            isTooLarge = headerOctets > Self.mostHeaderOctets
            guard !isTooLarge else { return false }
            let line = String(decoding: octets, as: UTF8.self)
            // Of several answers, as with redirections, the last counts.
            if line.hasPrefix("HTTP/") { headers = [:] }
            guard let colon = line.firstIndex(of: ":") else { return true }
            let name = line[..<colon].lowercased()
            headers[name] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespacesAndNewlines)
            return true
        }
    }
}
