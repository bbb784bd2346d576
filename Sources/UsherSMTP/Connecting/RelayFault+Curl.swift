import CCurl
import UsherCore

extension RelayFault {
    /// Says what libcurl's error of a connection attempt means, with what the server said before.
    init(curl code: CURLcode, text: String, transcript: Transcript) {
        let phase = transcript.phase
        if let reason = transcript.malformed {
            self = reason == .flood ? .lost(phase) : .other("what answers there does not speak SMTP")
            return
        }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: self = .nameNotFound
        case CURLE_COULDNT_CONNECT: self = .connectionRefused
        case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK: self = .timeout(phase)
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CRL_BADFILE:
            self = .certificate(text)
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_SHUTDOWN_FAILED: self = .tls(text)
        case CURLE_USE_SSL_FAILED: self = .startTLSMissing
        case CURLE_LOGIN_DENIED: self = transcript.triedAuth ? .authRefused(transcript.refusal) : .authNotOffered
        case CURLE_REMOTE_ACCESS_DENIED, CURLE_WEIRD_SERVER_REPLY:
            if let reply = transcript.refusal {
                self = .refused(phase, reply)
            } else {
                self = phase == .startTLS ? .tls("the relay sent more before the TLS handshake") : .lost(phase)
            }
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING: self = .lost(phase)
        default: self = .other(text.isEmpty ? String(cString: curl_easy_strerror(code)) : text)
        }
    }
}
