import UsherCore
import UsherDaemon
import UsherHome

/// What to look at in a test message that has arrived.
enum WhatToLookAt {
    static func lines(_ test: TestMessage, _ settings: Settings) -> [String] {
        let fields = RelayAdvice.signedFields(settings)
        let first = "Now look at it in the mailbox: is it in the inbox, and do its headers say dkim=pass?"
        guard !fields.isEmpty else { return [first] }
        guard test.isMarketing else {
            return [
                first,
                "This message has no \(fields[0]); see whether it is signed with: "
                    + ShellWord.command(
                        "usher send-test", [test.address], options: "--direct --message CAMPAIGN/STEP"),
            ]
        }
        return [
            first,
            "Then open its source: in Gmail 'Show original', in Thunderbird 'View > Message Source', in Apple Mail "
                + "'View > Message > Raw Source'. The list behind h= in DKIM-Signature must name "
                + "\(fields.joined(separator: " and ")), or mailbox providers show no unsubscribe button.",
            settings.of(test.kind).dkim?.keys == nil
                ? "Which fields are signed is set at the relay."
                : "A relay that changes a header breaks the signature.",
        ]
    }
}
