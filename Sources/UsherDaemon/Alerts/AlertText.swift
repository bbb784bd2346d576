import UsherCore

/// Alerts in words, for a mail or a program.
struct AlertText: Hashable, Sendable {
    let title: String
    let text: String

    /// Puts alerts into words.
    ///
    /// - Parameter host: this machine's name.
    init(_ alerts: [Alert], host: String, home: String) {
        let first = alerts.first.map(Self.heading) ?? "nothing"
        title = "Usher on \(host): " + (alerts.count > 1 ? "\(first), and \(alerts.count - 1) more" : first)
        let paragraphs = alerts.map { alert in "\(Self.heading(alert))\n\(alert.sentence)" }
        text =
            paragraphs.joined(separator: "\n\n")
            + "\n\nWhat it does now: \(ShellWord.command("usher status --home", [home]))\n"
    }

    private static func heading(_ alert: Alert) -> String {
        switch alert.kind {
        case .began: alert.subject
        case .still: "still: \(alert.subject)"
        case .over: "over: \(alert.subject)"
        }
    }
}
