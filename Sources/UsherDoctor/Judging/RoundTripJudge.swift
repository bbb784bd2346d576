import UsherCore

/// Says whether bounces find their way back to Usher.
package enum RoundTripJudge {
    /// | The test message | |
    /// | --- | --- |
    /// | came back as the report of an address that nobody has | ok |
    /// | came back as something else | advice |
    /// | was taken, and nothing came | wrong |
    /// | was refused at once, as an unknown recipient | unknown: no bounce comes of that |
    /// | was not taken | wrong |
    package static func judge(_ end: RoundTripEnd, to recipient: String, envelope: String) -> Finding {
        let about = "bounce of \(recipient)"
        switch end {
        case .cameBack(let milliseconds, .hard?):
            return Finding(.ok, about, "it came back after \(Wording.duration(milliseconds: milliseconds))")
        case .cameBack(let milliseconds, let category):
            let span = Wording.duration(milliseconds: milliseconds)
            return Finding(
                .advice, about, "it came back after \(span), as \(category?.rawValue ?? "no report")",
                wanted: "a report that nobody has this address", remedy: "usher receive list --unmatched")
        case .nothingCame(let milliseconds):
            return Finding(
                .wrong, about, "nothing came back in \(Wording.duration(milliseconds: milliseconds))",
                wanted: "an MX of \(envelope) whose mail is handed to Usher; "
                    + "/usr/share/doc/usher/receiving.md says how",
                remedy: "usher doctor --round-trip --patience '30 minutes', for a relay that takes its time")
        case .refusedAtOnce(let phase, let reply):
            return Finding(
                .unknown, about, "the relay refused it at \(phase.words) with \(reply.codes), so no bounce comes of it",
                wanted: "a domain of yours whose mail the relay hands on",
                remedy: "usher doctor --round-trip --to DOMAIN", isUnanswered: true)
        case .notTaken(let why):
            return Finding(
                .wrong, about, "the relay did not take it: \(why)", wanted: "a relay that takes our mail",
                remedy: "usher send-test YOUR-ADDRESS --direct")
        }
    }
}
