import UsherCore

/// `smtp:` of `config/usher.yaml`.
enum SMTPDocument {
    static func read(_ field: Field) -> SMTPSettings? {
        field.record { keys in
            let tlsField = keys["tls"]
            let tls = tlsField?.choice(SMTPSettings.TLS.self) ?? .required
            let host = keys.required("host")?.host()
            let settings = SMTPSettings(
                host: host ?? "",
                port: keys["port"]?.whole(in: 1...65535) ?? tls.usualPort,
                tls: tls,
                authority: keys["authority"]?.path(),
                username: keys["username"]?.line(),
                passwordFile: keys["password_file"]?.path(),
                helo: keys["helo"]?.domain(),
                connections: keys["connections"]?.whole(in: 1...1000) ?? 5,
                messagesPerConnection: keys["messages_per_connection"]?.whole(in: 1...1_000_000) ?? 100,
                idleCloseMilliseconds: keys["idle_close"]?.duration(atLeast: 1000) ?? 15_000,
                warmUp: keys["warm_up"].flatMap(warmUp))
            keys.forbid(
                "password",
                "a password does not belong in this file; use 'password_file', the credential smtp-password "
                    + "or $USHER_SMTP_PASSWORD")
            if settings.passwordFile != nil, settings.username == nil {
                field.refuse("'password_file' needs a 'username'")
            }
            if let host, tls == .none, settings.username != nil, !isLoopback(host) {
                tlsField?.refuse("a password never travels without TLS; use tls: required, or remove 'username'")
            }
            return settings
        }
    }

    private static func warmUp(_ field: Field) -> WarmUp? {
        field.record { keys in
            let firstDay = keys.required("first_day")?.whole(in: 1...100_000)
            let doublesEvery = keys["doubles_every"]
            let days = doublesEvery?.wait().map { wait -> Int in
                guard wait.milliseconds == 0, (1...60).contains(wait.days) else {
                    doublesEvery?.refuse("'doubles_every' is a number of days from 1 to 60, such as '2 days'")
                    return 1
                }
                return wait.days
            }
            return WarmUp(firstDay: firstDay ?? 1, doublesEvery: days ?? 2)
        }
    }

    static func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }
}

extension SMTPSettings.TLS {
    fileprivate var usualPort: Int {
        switch self {
        case .required: 587
        case .implicit: 465
        case .none: 25
        }
    }
}
