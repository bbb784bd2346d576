import TestSupport
import Testing
import UsherCore

@testable import UsherIntake

@Suite("An enrollment as somebody wrote it")
struct DraftReaderEntryTests {
    private static let noon = Timestamp(seconds: 1_795_431_600)
    private static let welcome = CampaignID(3)

    private static let plan = Plan.welcome(attributes: ["package": .text])

    private func request(_ json: String) throws -> EntryRequest {
        var reader = DraftReader(plan: Self.plan, source: "api checkout")
        return try reader.entry(try Draft(json: Array(json.utf8)[...], as: .entry), now: Self.noon)
    }

    @Test("Has everything that the command line has")
    func full() throws {
        let request = try request(
            #"{"campaign":"welcome","address":"Ada@Example.org","key":1042,"at":"2026-12-01T09:00:00.000Z","name":"Ada","#
                + #""zone":"Pacific/Auckland","language":"de","consent":"Web form","attributes":{"package":"bench"}}"#)
        #expect(request.campaign == Self.welcome && request.key == "1042")
        #expect(request.notBefore == (try Timestamp(parsing: "2026-12-01T09:00Z", clock: .utc)))
        let consent = Consent(
            kind: .marketing, said: .agreed, basis: "stated by the operator", wording: "Web form",
            source: "api checkout", at: Self.noon)
        #expect(
            request.person
                == ContactDraft(
                    address: try EmailAddress("Ada@example.org"), name: "Ada", attributes: ["package": .text("bench")],
                    zone: "Pacific/Auckland", language: "de", consent: consent))
    }

    @Test("Needs a campaign and an address")
    func least() throws {
        let request = try request(#"{"campaign":"welcome","address":"ada@example.org","key":null}"#)
        #expect(request.key == "" && request.notBefore == nil && request.person.name == nil)
    }

    @Test(
        "Says in one clause what is wrong, and whether its form is right",
        arguments: [
            ("[]", #"is not an object; write for example {"campaign":"welcome","address":"ada@example.org"}"#, false),
            ("{}", "names no 'campaign'", false),
            (#"{"campaign":"welcome"}"#, "names no 'address'", false),
            (
                #"{"campaign":"welcome","address":"a@b.example","adress":null}"#,
                "has an unknown field 'adress'; did you mean 'address'?", false
            ),
            (
                #"{"campaign":"welcome","address":"a@b.example","shoe_size":4}"#,
                "has an unknown field 'shoe_size'; what is known of people are the attributes of config/usher.yaml",
                false
            ),
            (
                #"{"campaign":"welcome","address":"ada"}"#, "'ada' is not an e-mail address: it has no @", false
            ),
            (
                #"{"campaign":"welcome","address":"a@b.example","key":""}"#,
                "'key' is empty; say something or leave it out", false
            ),
            (
                #"{"campaign":"welcom","address":"a@b.example"}"#,
                "there is no campaign 'welcom'; did you mean 'welcome'?", true
            ),
            (
                #"{"campaign":"welcome","address":"a@b.example","attributes":{"packge":"x"}}"#,
                "there is no attribute 'packge'; did you mean 'package'?", true
            ),
            (
                #"{"campaign":"welcome","address":"a@b.example","zone":"Mars"}"#,
                "'zone': 'Mars' is not a time zone's name; write it like Europe/Madrid or UTC", true
            ),
        ])
    func faults(json: String, reason: String, hasRightForm: Bool) {
        let fault = #expect(throws: Misreading.self) { try request(json) }
        #expect(fault?.reason == reason)
        #expect(fault?.hasRightForm == hasRightForm)
    }
}
