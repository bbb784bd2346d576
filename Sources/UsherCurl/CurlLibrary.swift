import CCurl
import Foundation

/// libcurl, made ready once for the process.
package enum CurlLibrary {
    /// Whether libcurl can be used. Reading it also ignores SIGPIPE for the process: libcurl leaves that to us with
    /// CURLOPT_NOSIGNAL, which it needs to be used on threads.
    package static let isReady: Bool = {
        signal(SIGPIPE, SIG_IGN)
        return curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    }()
}
