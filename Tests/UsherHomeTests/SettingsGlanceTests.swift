import Testing
import UsherCore

@testable import UsherHome

@Suite("A glance at settings that are wrong")
struct SettingsGlanceTests {
    @Test(
        "finds the mode and the state folder where they stand plainly",
        arguments: [
            ("mode: live\nbogus: 1\n", Settings.Mode.live, nil),
            ("# mode: live\nmode: rehearsal # until Monday\n\tsender: x\n", .rehearsal, nil),
            ("sender: [\nmode: \"live\"\nstate: '/var/lib/usher' # ours\n", .live, "/var/lib/usher"),
            ("mode:   live  \r\nstate: data/usher\r\n", .live, "data/usher"),
            ("shop:\n  mode: rehearsal\nmode: live", .live, nil),
        ] as [(String, Settings.Mode, String?)])
    func found(text: String, mode: Settings.Mode, state: String?) throws {
        let glance = try #require(SettingsGlance(text))
        #expect(glance.mode == mode)
        #expect(glance.state == state)
    }

    @Test(
        "guesses nothing",
        arguments: [
            "", "mdoe: live", "mode: liev", "mode:", "mode:live", "mode: live\nmode: rehearsal", "mode: \"live",
            "mode: live\nstate:", "mode: live\nstate: >\n  /x", "mode: live\nstate: &a /x", "mode: live\nstate: [a]",
            "mode: live\nstate: 'a' b", "  mode: live",
        ])
    func none(text: String) {
        #expect(SettingsGlance(text) == nil)
    }
}
