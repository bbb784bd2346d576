import UsherCore

/// What a home's owner should know about the relay before going live. Advice: nothing here stops anything.
enum RelayAdvice {
    /// Looks at the password's file, if one is named; whoever checks may not be who runs, so one that is there and closed is no problem.
    static func warnings(_ settings: Settings, home: String) -> [Problem] {
        guard settings.mode == .live else { return [] }
        return signature(settings) + password(settings, home: home)
    }

    private static func password(_ settings: Settings, home: String) -> [Problem] {
        guard let smtp = settings.smtp, smtp.passwordFile != nil else { return [] }
        do {
            _ = try SecretResolver.password(for: smtp, home: home, environment: [:])
            return []
        } catch {
            if case .unreadable(_, .unreadable) = error { return [] }
            return [
                Problem(.warning, file: "config/usher.yaml", "\(error); 'usher run' does not start until it is there")
            ]
        }
    }

    private static func signature(_ settings: Settings) -> [Problem] {
        guard !settings.unsubscribe.isEmpty else { return [] }
        let fields =
            settings.unsubscribe.publicURL == nil ? "List-Unsubscribe" : "List-Unsubscribe and List-Unsubscribe-Post"
        return [
            Problem(
                .warning, file: "config/usher.yaml",
                "the relay must sign \(fields) with DKIM, or mailbox providers show no unsubscribe button; look at 'h=' in the "
                    + "DKIM-Signature of a message from 'usher send-test'")
        ]
    }
}
