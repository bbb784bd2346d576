import UsherCore

/// What a home's owner should know about the relay before going live. Advice: nothing here stops anything.
enum RelayAdvice {
    static func warnings(_ settings: Settings) -> [Problem] {
        guard settings.mode == .live, !settings.unsubscribe.isEmpty else { return [] }
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
