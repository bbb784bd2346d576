import CCurl

extension WebFault {
    /// Says what libcurl's error of a transfer means.
    init(curl code: CURLcode, text: String, isTooLarge: Bool) {
        switch code {
        case _ where isTooLarge: self = .tooLarge
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: self = .badURL
        case CURLE_COULDNT_RESOLVE_HOST: self = .nameNotFound
        case CURLE_COULDNT_CONNECT: self = .connectionRefused
        case CURLE_OPERATION_TIMEDOUT: self = .timeout
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR: self = .certificate(text)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER: self = .tls(text)
        case CURLE_TOO_MANY_REDIRECTS: self = .tooManyRedirections
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE: self = .lost
        default: self = .other(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
        }
    }
}
