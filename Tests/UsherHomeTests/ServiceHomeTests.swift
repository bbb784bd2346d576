import Testing
import UsherCore

@testable import UsherHome

@Suite("The service's home")
struct ServiceHomeTests {
    @Test("has its state where the service has it, wherever nobody says another place; another home has it within")
    func state() {
        var settings = Settings(sender: Mailbox(name: "", address: "a@b.example"))
        let state = { StateFolder.path(home: $0, settings: settings, environment: [:]) }
        #expect(state("/etc/usher") == "/var/lib/usher")
        #expect(state("/srv/etc/usher") == "/srv/etc/usher/state")
        settings.state = "state"
        #expect(state("/etc/usher") == "/etc/usher/state")
    }
}
