import CCurl
import UsherCore
import UsherCurl

/// One attempt to get a connection ready: name, TCP, greeting, EHLO, STARTTLS, EHLO, AUTH, all by libcurl
/// (CURLOPT_CONNECT_ONLY). Blocks: runs on a thread of its own.
struct ConnectAttempt {
    let settings: RelaySettings
    let isCancelled: CancelFlag
    /// Whether the attempt finds out until when the relay's certificate is valid.
    var readsCertificate = false

    func run() throws(RelayFault) -> ReadyWire {
        if settings.credentials != nil, settings.smtp.tls == .none, !settings.isLoopback {
            throw .credentialsWithoutTLS
        }
        let helo = settings.smtp.helo ?? HeloName.ofThisMachine()
        guard HeloName.isUsable(helo) else { throw .other("'\(helo)' is not a name for EHLO") }
        guard CurlLibrary.isReady, let handle = curl_easy_init() else { throw .other("libcurl cannot be initialized") }
        var isOurs = true
        defer { if isOurs { curl_easy_cleanup(handle) } }
        let transcript = Transcript()
        let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer {
            if !isOurs { usher_curl_set_error_buffer(handle, nil) }
            errorText.deallocate()
        }
        usher_curl_set_error_buffer(handle, errorText)
        try configure(handle, helo: helo)
        if readsCertificate { usher_curl_set_long(handle, CURLOPT_CERTINFO, 1) }
        let progress = Progress(handle: handle, deadline: ContinuousClock.now + settings.timeouts.connect, isCancelled)
        let code = withExtendedLifetime((transcript, progress)) {
            observe(handle, transcript, progress)
            defer { forget(handle) }
            return curl_easy_perform(handle)
        }
        guard code == CURLE_OK else {
            if usher_curl_connect_microseconds(handle) > 0 { transcript.reachedServer() }
            throw RelayFault(curl: code, text: String(cString: errorText), transcript: transcript)
        }
        if settings.credentials != nil, !transcript.isAuthenticated { throw .authNotOffered }
        let socket = usher_curl_socket(handle)
        guard socket >= 0 else { throw .lost(.connect) }
        isOurs = false
        let isEncrypted = settings.smtp.tls != .none
        return ReadyWire(
            wire: CurlSession(handle: handle, socket: socket, isEncrypted: isEncrypted),
            capabilities: transcript.capabilities,
            certificateEnds: readsCertificate ? WebQuestion.certificateEnd(of: handle) : nil)
    }

    private func configure(_ handle: UnsafeMutableRawPointer, helo: String) throws(RelayFault) {
        let smtp = settings.smtp
        var options = CurlSettings(
            numbers: [
                (CURLOPT_CONNECT_ONLY, 1), (CURLOPT_NOSIGNAL, 1),
                (CURLOPT_CONNECTTIMEOUT_MS, settings.timeouts.login.milliseconds),
                (CURLOPT_SERVER_RESPONSE_TIMEOUT, max(1, settings.timeouts.login.milliseconds / 1000)),
            ],
            strings: [(CURLOPT_URL, url(helo: helo)), (CURLOPT_PROXY, ""), (CURLOPT_PROTOCOLS_STR, "smtp,smtps")])
        if smtp.tls != .none { options.requireTLS(authority: smtp.authority) }
        if let credentials = settings.credentials {
            options.strings += [
                (CURLOPT_USERNAME, credentials.username), (CURLOPT_PASSWORD, credentials.password),
                (CURLOPT_LOGIN_OPTIONS, "AUTH=PLAIN;AUTH=LOGIN"),
            ]
        }
        do throws(CurlSettings.Fault) { try options.apply(to: handle) } catch { throw .other(error.description) }
    }

    private func url(helo: String) -> String {
        let smtp = settings.smtp
        let host = CurlSettings.urlHost(smtp.host)
        return "\(smtp.tls == .implicit ? "smtps" : "smtp")://\(host):\(smtp.port)/\(HeloName.urlPath(helo))"
    }

    private func observe(_ handle: UnsafeMutableRawPointer, _ transcript: Transcript, _ progress: Progress) {
        let context = Unmanaged.passUnretained(transcript).toOpaque()
        usher_curl_set_lines(
            handle,
            { data, size, count, context in
                guard let data, let context else { return 0 }
                let line = UnsafeRawBufferPointer(start: data, count: size * count)
                return Unmanaged<Transcript>.fromOpaque(context).takeUnretainedValue().received(line) ? line.count : 0
            }, context)
        usher_curl_set_debug(
            handle,
            { _, type, data, size, context in
                guard type == CURLINFO_HEADER_OUT, let data, let context else { return 0 }
                Unmanaged<Transcript>.fromOpaque(context).takeUnretainedValue()
                    .sent(UnsafeRawBufferPointer(start: data, count: size))
                return 0
            }, context)
        usher_curl_set_progress(
            handle,
            { context, _, _, _, _ in
                guard let context else { return 1 }
                return Unmanaged<Progress>.fromOpaque(context).takeUnretainedValue().mayGoOn ? 0 : 1
            }, Unmanaged.passUnretained(progress).toOpaque())
    }

    private func forget(_ handle: UnsafeMutableRawPointer) {
        usher_curl_set_lines(handle, nil, nil)
        usher_curl_set_long(handle, CURLOPT_VERBOSE, 0)
        usher_curl_set_long(handle, CURLOPT_NOPROGRESS, 1)
    }
}

/// Ends an attempt that takes too long to establish TCP, or that was cancelled.
private final class Progress {
    private let handle: UnsafeMutableRawPointer
    private let deadline: ContinuousClock.Instant
    private let isCancelled: CancelFlag

    init(handle: UnsafeMutableRawPointer, deadline: ContinuousClock.Instant, _ isCancelled: CancelFlag) {
        self.handle = handle
        self.deadline = deadline
        self.isCancelled = isCancelled
    }

    var mayGoOn: Bool {
        if isCancelled.isSet { return false }
        return usher_curl_connect_microseconds(handle) > 0 || ContinuousClock.now < deadline
    }
}

extension Duration {
    /// The duration in whole milliseconds, at least 1.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}
