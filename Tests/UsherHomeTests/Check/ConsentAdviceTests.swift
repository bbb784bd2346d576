import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherDaemon
@testable import UsherHome

@Suite("Advice about sign-ups")
struct ConsentAdviceTests {
    private let files: HomeFiles

    init() throws { files = try OpenHome.shipped().home.files }

    private func warnings(_ change: (inout HomeFiles) -> Void) -> [String] {
        var files = files
        files.settings.published = PublicSettings(url: "https://shop.example/mail")
        change(&files)
        return ConsentAdvice.warnings(files).map(\.description)
    }

    private static func sentence(_ event: String, _ setting: String, _ consequence: String) -> String {
        "config/journey.yaml: warning: there is no event '\(event)', which \(setting) names: \(consequence); add it under "
            + "'events', or name another in config/usher.yaml"
    }

    @Test("has nothing to say about the shipped shop, with and without a public address")
    func shipped() {
        #expect(warnings { _ in } == [])
        #expect(warnings { $0.settings.published = nil } == [])
    }

    @Test("names the events that are missing, and what does not work without them")
    func missing() {
        #expect(
            warnings { $0.settings.consent.signUpEvent = "joined" } == [
                Self.sentence("joined", "consent.sign_up", "/subscribe answers 404")
            ])
        #expect(
            warnings { $0.settings.consent.confirmedEvent = "pressed" } == [
                Self.sentence("pressed", "consent.confirmed", "nobody can confirm a sign-up")
            ])
        #expect(
            warnings { $0.settings.consent.softOptIn = "bought" } == [
                Self.sentence("bought", "consent.soft_opt_in", "nobody may be mailed because of it")
            ])
        #expect(
            warnings { $0.journey.addsUnknownContacts = false } == [
                "config/journey.yaml: warning: 'unknown_people: refuse' lets nobody sign up: /subscribe answers 404"
            ])
    }

    @Test("is silent about sign-ups where there is no form, and about confirmations that are not asked for")
    func silent() {
        // Nobody named an event, and the usual one is not there.
        #expect(warnings { $0.journey.events["signed_up"] = nil } == [])
        #expect(
            warnings {
                $0.settings.published = nil
                $0.settings.consent.signUpEvent = "joined"
            } == [])
        #expect(
            warnings {
                $0.settings.consent.doubleOptIn = false
                $0.settings.consent.confirmedEvent = "pressed"
            } == [])
    }
}
