import CCurl
import UsherCore
import UsherCurl

/// Gets a connection to a mailbox ready: name, TCP, greeting, STARTTLS, login, all by libcurl (CURLOPT_CONNECT_ONLY).
/// Blocks: runs on a thread of its own.
///
/// From there on the octets are ours. libcurl's own way to fetch a message, `imap://HOST/FOLDER/;UID=N`, says
/// `BODY[]`, which marks it as read; and of the answer to a command of one's own it passes the lines on and loses the
/// literals, which is where a message is (libcurl 7.88).
struct MailboxLogin {
    let access: MailboxAccess
    let isStopped: StopFlag

    func run() throws(MailboxTrouble) -> MailboxWire {
        guard access.imap.tls != .none || access.isLoopback else { throw .passwordWithoutTLS }
        guard CurlLibrary.isReady, let handle = curl_easy_init() else { throw .here("libcurl cannot be initialized") }
        var isOurs = true
        defer { if isOurs { curl_easy_cleanup(handle) } }
        let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer {
            if !isOurs { usher_curl_set_error_buffer(handle, nil) }
            errorText.deallocate()
        }
        usher_curl_set_error_buffer(handle, errorText)
        try configure(handle)
        let watch = LoginWatch(until: ContinuousClock.now + access.timeouts.login, isStopped)
        let code = withExtendedLifetime(watch) {
            watch.begin(handle)
            defer { watch.end(handle) }
            return curl_easy_perform(handle)
        }
        guard code == CURLE_OK else { throw watch.trouble(code, text: String(cString: errorText)) }
        let socket = usher_curl_socket(handle)
        guard socket >= 0 else { throw .lost }
        isOurs = false
        return MailboxWire(handle: handle, socket: socket)
    }

    private func configure(_ handle: UnsafeMutableRawPointer) throws(MailboxTrouble) {
        let imap = access.imap
        let limit = access.timeouts.login.milliseconds
        var options = CurlSettings(
            numbers: [
                (CURLOPT_CONNECT_ONLY, 1), (CURLOPT_NOSIGNAL, 1), (CURLOPT_TIMEOUT_MS, limit),
                (CURLOPT_CONNECTTIMEOUT_MS, limit), (CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, limit / 1000)),
            ],
            strings: [
                (CURLOPT_URL, url), (CURLOPT_PROXY, ""), (CURLOPT_PROTOCOLS_STR, "imap,imaps"),
                (CURLOPT_USERNAME, imap.username), (CURLOPT_PASSWORD, access.password),
                (CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN"),
            ])
        if imap.tls != .none { options.requireTLS(authority: imap.authority) }
        do throws(CurlSettings.Fault) { try options.apply(to: handle) } catch { throw .here(error.description) }
    }

    private var url: String {
        let imap = access.imap
        let host = CurlSettings.urlHost(imap.host)
        return "\(imap.tls == .implicit ? "imaps" : "imap")://\(host):\(imap.port)/"
    }
}

/// Watches libcurl's login: how long it takes, how much the server sends, and what it says.
private final class LoginWatch {
    /// How many octets a server may send before the connection is ready.
    private static let mostOctets = 256 * 1024

    private let deadline: ContinuousClock.Instant
    private let isStopped: StopFlag
    private var octets = 0
    private var isUnavailable = false
    private var saidGoodbye = false
    private var isStranger = false
    private var hasTriedLogin = false

    init(until deadline: ContinuousClock.Instant, _ isStopped: StopFlag) {
        self.deadline = deadline
        self.isStopped = isStopped
    }

    private var mayGoOn: Bool { !isStopped.isSet && ContinuousClock.now < deadline }

    func begin(_ handle: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        usher_curl_set_lines(
            handle,
            { data, size, count, context in
                guard let data, let context else { return 0 }
                let line = UnsafeRawBufferPointer(start: data, count: size * count)
                return Unmanaged<LoginWatch>.fromOpaque(context).takeUnretainedValue().received(line) ? line.count : 0
            }, context)
        usher_curl_set_debug(
            handle,
            { _, type, data, size, context in
                guard type == CURLINFO_HEADER_OUT, let data, let context else { return 0 }
                Unmanaged<LoginWatch>.fromOpaque(context).takeUnretainedValue()
                    .sent(UnsafeRawBufferPointer(start: data, count: size))
                return 0
            }, context)
        usher_curl_set_progress(
            handle,
            { context, _, _, _, _ in
                guard let context else { return 1 }
                return Unmanaged<LoginWatch>.fromOpaque(context).takeUnretainedValue().mayGoOn ? 0 : 1
            }, context)
    }

    func end(_ handle: UnsafeMutableRawPointer) {
        usher_curl_set_lines(handle, nil, nil)
        usher_curl_set_long(handle, CURLOPT_VERBOSE, 0)
        usher_curl_set_long(handle, CURLOPT_NOPROGRESS, 1)
        // It would end the visit.
        usher_curl_set_long(handle, CURLOPT_TIMEOUT_MS, 0)
    }

    /// Notes a command that libcurl writes. Only its verb is looked at.
    private func sent(_ command: UnsafeRawBufferPointer) {
        let words = command.prefix(40).split(separator: 0x20)
        guard words.count >= 2 else { return }
        let verb = String(decoding: words[1], as: UTF8.self)
        if verb.hasPrefix("AUTHENTICATE") || verb.hasPrefix("LOGIN") { hasTriedLogin = true }
    }

    private func received(_ line: UnsafeRawBufferPointer) -> Bool {
        // libcurl would wait for a greeting until the end of its time.
        if octets == 0, line.first != UInt8(ascii: "*") {
            isStranger = true
            return false
        }
        octets += line.count
        // RFC 5530: it would let nobody in at the moment.
        let text = String(decoding: line.prefix(200), as: UTF8.self).uppercased()
        if text.contains(" NO [UNAVAILABLE]") || text.contains(" NO [LIMIT]") || text.contains(" NO [INUSE]") {
            isUnavailable = true
        }
        if text.hasPrefix("* BYE") { saidGoodbye = true }
        return octets <= Self.mostOctets && mayGoOn
    }

    func trouble(_ code: CURLcode, text: String) -> MailboxTrouble {
        if isStranger { return .malformed }
        if octets > Self.mostOctets { return .flood }
        switch code {
        case CURLE_COULDNT_RESOLVE_HOST: return .nameNotFound
        case CURLE_COULDNT_CONNECT: return .connectionRefused
        case CURLE_OPERATION_TIMEDOUT, CURLE_ABORTED_BY_CALLBACK, CURLE_WRITE_ERROR: return .timeout
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CRL_BADFILE:
            return .certificate(PlainText.shortened(text))
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_SSL_SHUTDOWN_FAILED:
            return .tls(PlainText.shortened(text))
        case CURLE_USE_SSL_FAILED: return .startTLSMissing
        case CURLE_LOGIN_DENIED:
            return isUnavailable ? .unavailable : hasTriedLogin ? .refused : .noUsableLogin
        case CURLE_WEIRD_SERVER_REPLY: return saidGoodbye ? .unavailable : .malformed
        default: return .lost
        }
    }
}

extension Duration {
    /// The duration in whole milliseconds, at least 1.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
