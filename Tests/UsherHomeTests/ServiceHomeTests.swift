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

    @Test("Whoever works in another home is told of it, where it is there")
    func elsewhere() {
        #expect(ServiceHome.elsewhere(from: "/etc/usher", isThere: true) == nil)
        #expect(ServiceHome.elsewhere(from: "/home/ida/shop", isThere: false) == nil)
        #expect(ServiceHome.elsewhere(from: "/home/ida/shop", isThere: true)?.hasSuffix("--home /etc/usher") == true)
    }
}
