import UsherCore

/// What a home's owner should know about the relay before going live. Advice: nothing here stops anything.
package enum RelayAdvice {
    /// The fields that the relay's DKIM signature must cover; none without a way to unsubscribe.
    package static func signedFields(_ settings: Settings) -> [String] {
        guard !settings.unsubscribe.isEmpty else { return [] }
        return ["List-Unsubscribe"] + (settings.unsubscribe.publicURL == nil ? [] : ["List-Unsubscribe-Post"])
    }

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
        let fields = signedFields(settings)
        guard !fields.isEmpty else { return [] }
        return [
            Problem(
                .warning, file: "config/usher.yaml",
                "the relay must sign \(fields.joined(separator: " and ")) with DKIM, or mailbox providers show no unsubscribe button; "
                    + "usher send-test ADDRESS --direct --message CAMPAIGN/STEP says how to see it")
        ]
    }
}
