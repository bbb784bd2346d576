import CCurl

/// Settings of a libcurl handle, put on together.
package struct CurlSettings {
    package var numbers: [(CURLoption, Int)]
    package var strings: [(CURLoption, String)]
    private var hasAuthority = false

    package enum Fault: Error, CustomStringConvertible {
        case lacksOption, refusesSetting

        package var description: String {
            switch self {
            case .lacksOption: "libcurl lacks an option"
            case .refusesSetting: "libcurl refuses a setting"
            }
        }
    }

    package init(numbers: [(CURLoption, Int)], strings: [(CURLoption, String)]) {
        self.numbers = numbers
        self.strings = strings
    }

    /// Requires TLS 1.2 or newer and never goes on without; the certificate has to be the host's, and signed by
    /// `authority` (PEM) and nobody else where one is given.
    package mutating func requireTLS(authority: String?) {
        numbers += [
            (CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)), (CURLOPT_SSL_VERIFYPEER, 1),
            (CURLOPT_SSL_VERIFYHOST, 2), (CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2)),
        ]
        if let authority { strings.append((CURLOPT_CAINFO, authority)) }
        hasAuthority = authority != nil
    }

    package func apply(to handle: UnsafeMutableRawPointer) throws(Fault) {
        for (option, value) in numbers {
            guard usher_curl_set_long(handle, option, value) == CURLE_OK else { throw .lacksOption }
        }
        for (option, value) in strings {
            guard usher_curl_set_string(handle, option, value) == CURLE_OK else { throw .refusesSetting }
        }
        // Only the configured authority then, not the system's beside it.
        if hasAuthority { usher_curl_set_string(handle, CURLOPT_CAPATH, nil) }
    }

    /// The host as it stands in a URL: an IPv6 address in brackets.
    package static func urlHost(_ host: String) -> String {
        host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
    }
}
