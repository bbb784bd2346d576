import Foundation
import TestSupport
import Testing
import UsherCore
import UsherSupport

@testable import UsherDaemon

@Suite("An alert goes by a program")
struct AlertSenderTests {
    @Test("Each by itself, with its kind and subject; one that is not taken keeps no other from it")
    func each() async throws {
        let folder = try TemporaryFolder("alerts")
        // Another process writes it: a file that this one may still have open for writing is not run.
        let script =
            #"echo "$USHER_ALERT_KIND $USHER_ALERT_SUBJECT: $(head -n 2 | tail -n 1)" >>"$0.told"; "#
            + #"[ "$USHER_ALERT_SUBJECT" != disk ] || { echo no such queue; exit 3; }"#
        let written = try ChildProgram(
            "/bin/sh",
            ["-c", #"printf '#!/bin/sh\n%s\n' "$1" >"$2" && chmod 755 "$2""#, "sh", script, folder("tell-me")]
        ).run()
        #expect(written.end == .exit(0))

        var settings = Settings(sender: Mailbox(name: "Shop", address: "shop@shop.example"))
        settings.alerts.command = "tell-me"
        let alerts = [
            Alert(.began, "disk", "it is full"), Alert(.began, "relay", "it is paused"),
            Alert(.over, "backup", "it was old"),
        ]
        let outcomes = await AlertSender(settings, home: folder.path, environment: [:]).send(alerts)
        #expect(outcomes.map(\.gone) == [Array(alerts.dropFirst())])
        #expect(outcomes.first?.fault?.description == "it ended with 3: no such queue")
        #expect(
            try String(contentsOfFile: folder("tell-me.told"), encoding: .utf8)
                == "began disk: it is full\nbegan relay: it is paused\nover backup: it was old\n")
    }
}
