import Testing
import UsherCore

@testable import UsherDaemon

@Suite("The status for systemctl")
struct ServiceStatusTests {
    private static let since = Timestamp(seconds: 1_795_431_600)
    private static let operators = Pause(scope: .relay, reason: .byHand(words: "new certificate"), since: since)
    private static let automatic = Pause(
        scope: .relay, reason: .refusesSender, since: since,
        until: since.adding(seconds: 60))

    @Test(
        "says what keeps it from sending first",
        arguments: [
            (ServiceStatus(), "sending"),
            (ServiceStatus(published: "serving https://a.example"), "sending; serving https://a.example"),
            (
                ServiceStatus(relay: operators),
                "the relay is paused: new certificate; go on with: usher resume relay"
            ),
            (
                ServiceStatus(relay: automatic, files: "the files have an error"),
                "the relay is paused: it refuses the sender; tried again Mon 2026-11-23 11:01 UTC; the files have an error"
            ),
            (
                ServiceStatus(isStill: true, relay: automatic),
                "sending stands still until the database can record again"
            ),
        ])
    func sentences(status: ServiceStatus, sentence: String) {
        #expect(status.sentence == sentence)
    }
}
