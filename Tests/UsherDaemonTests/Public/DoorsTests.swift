import Foundation
import GRDB
import TestHomes
import Testing
import TestSupport
import UsherCore
import UsherSupport
@testable import UsherWeb

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherIntake

@Suite("What programs tell")
struct DoorsTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let lane = QueueExecutor(label: "test.doors")
    private let doors: Doors
    private let caller = APICaller(name: "checkout", scopes: TokenScope.standard)
    private let trusted = APICaller(name: "forms", scopes: Set(TokenScope.allCases))

    init() throws {
        (folder, home) = try OpenHome.shipped()
        doors = Doors(store: home.store, editions: EditionBox(try home.edition), clock: home.clock, wake: {})
    }

    /// `201 recorded`: what became of it, and the word of its document.
    private func word(_ told: Told) -> String {
        switch told {
        case .recorded: "recorded"
        case .known: "known"
        case .malformed: "malformed"
        case .unusable: "unusable"
        case .conflict: "conflict"
        case .forbidden: "forbidden"
        }
    }

    private func tell(_ event: String, _ other: APICaller? = nil) throws -> String {
        word(try doors.tell(Array(event.utf8), other ?? caller))
    }

    private func enroll(_ entry: String, _ other: APICaller? = nil) throws -> String {
        word(try doors.enroll(Array(entry.utf8), other ?? caller))
    }

    private func lines(_ text: String) async throws -> [String] {
        String(decoding: try await doors.tell(lines: Array(text.utf8), caller, on: lane), as: UTF8.self)
            .split(separator: "\n").map { line in
                let result = line.firstMatch(of: /"result":"([a-z]+)"/)?.1 ?? "none"
                return "\(result)"
            }
    }

    @Test("is refused in the words of the command line, but for the name of the place")
    func refusals() throws {
        let rows: [DraftField: String] = [
            .address: "ada", .zone: "Mars", .language: "klingon", .name: "", .key: "a\u{7}b", .at: "soon",
            .consent: "", .campaign: "welcom",
        ]
        var reader = DraftReader(plan: home.plan, source: "usher enqueue")
        for (field, text) in rows {
            var texts: [DraftField: String] = [.campaign: "welcome", .address: "ada@example.org"]
            texts[field] = text
            let fault = #expect(throws: Misreading.self) {
                try reader.entry(Draft(.arguments, texts), now: home.clock.now())
            }
            let object = texts.map { ($0.key.rawValue, TemplateValue.text($0.value)) }
            let body = TemplateValue.object(Dictionary(object) { first, _ in first }).json()
            let words = fault?.reason.replacing(field.place(at: .arguments), with: field.place(at: .json)) ?? ""
            let told = try doors.enroll(Array(body.utf8), trusted)
            #expect(told == (fault?.hasRightForm == true ? .conflict(words) : .unusable(words)))
        }
    }

    private static let order =
        #"{"event":"purchased","address":"ada@example.org","key":"o1","value":"5.00","currency":"EUR"}"#

    @Test("is an event once for each key, however often it is told")
    func keys() throws {
        #expect(try tell(Self.order) == "recorded")
        #expect(try tell(Self.order) == "known")
        #expect(try tell(Self.order.replacing("5.00", with: "6.00")) == "conflict")
        let ada = try home.contact("ada@example.org")
        #expect(ada.stage == .convert)
        #expect(try home.store.events(of: ada.id).map(\.key) == ["o1"])
    }

    @Test(
        "is told apart by what is wrong with it, and nothing is recorded",
        arguments: [
            ("", "malformed"), ("[]", "malformed"), ("{", "malformed"), ("{\"event\":[]}", "malformed"),
            (#"{"event":"purchased","address":"ada@example.org","color":"red"}"#, "malformed"),
            (#"{"event":"purchased","address":"ada"}"#, "unusable"),
            (#"{"event":"purchased","address":"ada@example.org","at":"yesterday"}"#, "unusable"),
            (#"{"event":"sold","address":"ada@example.org"}"#, "conflict"),
            (#"{"event":"purchased","address":"ada@example.org","at":"2999-01-01T00:00:00Z"}"#, "conflict"),
        ])
    func wrong(event: String, expected: String) throws {
        #expect(try tell(event) == expected)
        #expect(try home.store.totals(now: home.clock.now()).contacts == 0)
    }

    @Test("is answered as recorded once it is on disk, also when what followed cannot be read again")
    func unreadAfterwards() throws {
        let database = try DatabaseQueue(path: home.folders.database)
        try database.write { database in
            try database.execute(
                sql: """
                    CREATE TRIGGER bad AFTER INSERT ON events BEGIN
                        INSERT INTO enrollments (contact, campaign, "key", state, entered_at, anchor_at)
                        SELECT new.contact, max(id), 'bad', 'nonsense', 0, 0 FROM campaigns;
                    END
                    """)
        }
        #expect(try tell(#"{"event":"question_asked","address":"ada@example.org","key":"q1"}"#) == "recorded")
        let ada = try home.contact("ada@example.org")
        #expect(throws: StoreError.self) { _ = try home.store.enrollments(of: ada.id) }
        #expect(try home.store.events(of: ada.id).map(\.key) == ["q1"])
    }

    @Test("is answered line by line, in order; good lines are kept, whatever the others are")
    func batch() async throws {
        let text = [
            Self.order, Self.order, "nonsense", #"{"event":"sold","address":"bob@example.org"}"#,
            #"{"event":"signed_up","address":"cleo@example.org"}"#,
        ].joined(separator: "\n")
        #expect(try await lines(text) == ["recorded", "already", "refused", "refused", "recorded"])
        #expect(try await lines(text + "\n") == ["already", "already", "refused", "refused", "recorded"])
        #expect(try await lines("") == [])
        #expect(try home.store.totals(now: home.clock.now()).contacts == 2)
    }

    @Test("takes more lines than fit into one transaction")
    func many() async throws {
        let text = (1...(2 * EventBatch.linesPerTransaction + 1)).map {
            #"{"event":"signed_up","address":"p\#($0)@example.org","key":"k\#($0)"}"#
        }.joined(separator: "\n")
        let count = 2 * EventBatch.linesPerTransaction + 1
        #expect(try await lines(text) == Array(repeating: "recorded", count: count))
        #expect(try home.store.totals(now: home.clock.now()).contacts == count)
    }

    @Test("confirms nobody who did not sign up, lifts no no, and is never double opt-in")
    func confirmations() async throws {
        let confirmed = #"{"event":"confirmed","address":"ada@example.org"}"#
        #expect(try tell(confirmed) == "forbidden", "the token was not made for it")
        #expect(try tell(confirmed, trusted) == "conflict", "nobody signed up")
        #expect(try home.store.totals(now: home.clock.now()).contacts == 0)
        #expect(try tell(confirmed.replacing("confirmed", with: "signed_up"), trusted) == "recorded")
        #expect(try tell(confirmed, trusted) == "recorded")
        let ada = try home.contact("ada@example.org")
        #expect(try home.store.consents(of: ada.id).map(\.basis) == [Consent.signUp, Consent.stated])
        _ = try home.store.suppress(
            ada.address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "test", note: nil,
            now: home.clock.now())
        for body in [confirmed, confirmed.replacing("}", with: #","consent":"by phone"}"#)] {
            #expect(try tell(body, trusted) == "conflict")
            let lines = try await doors.tell(lines: Array(body.utf8), trusted, on: lane)
            #expect(String(decoding: lines, as: UTF8.self).contains("the person said no"))
        }
        #expect(try tell(confirmed.replacing("}", with: #","because":"x"}"#), trusted) == "forbidden")
        #expect(try home.store.standing(ada.address.key, now: home.clock.now()).suppressions.count == 1)

        try home.store.erase(ada.address, isAlive: { _ in false }, now: home.clock.now())
        try home.store.compact()
        _ = try home.store.emptyLog()
        #expect(try tell(confirmed, trusted) == "conflict")
        #expect(try tell(confirmed.replacing("confirmed", with: "signed_up"), trusted) == "recorded")
        #expect(try tell(confirmed, trusted) == "conflict", "only the mailed button brings her back")
    }

    @Test("reads a text with a byte order mark, alone and in lines")
    func mark() async throws {
        #expect(try tell("\u{FEFF}" + Self.order) == "recorded")
        #expect(try await lines("\u{FEFF}" + Self.order + "\r\n" + Self.order) == ["already", "already"])
    }

    @Test("may let somebody into a campaign, once")
    func enrollments() throws {
        let entry = #"{"campaign":"welcome","address":"ada@example.org"}"#
        #expect(try enroll(entry) == "recorded")
        #expect(try enroll(entry) == "known")
        #expect(try enroll(#"{"campaign":"goodbye","address":"ada@example.org"}"#) == "conflict")
        #expect(try enroll(#"{"campaign":"welcome","address":"ada"}"#) == "unusable")
        #expect(try enroll(#"{"campaign":"welcome"}"#) == "malformed")
        let ada = try home.contact("ada@example.org")
        #expect(try home.store.enrollments(of: ada.id).count == 1)
        #expect(try home.store.consents(of: ada.id).isEmpty)
    }

    @Test("says what somebody agreed to only with a token that may, at both doors alike")
    func words() throws {
        let bodies: [(String, (String, APICaller) throws -> String)] = [
            (#"{"campaign":"welcome","address":"ADA","consent":"at the fair"}"#, { try enroll($0, $1) }),
            (#"{"event":"purchased","address":"ADA","consent":"at the fair"}"#, { try tell($0, $1) }),
        ]
        for (number, (body, door)) in bodies.enumerated() {
            let address = "ada\(number)@example.org"
            let body = body.replacing("ADA", with: address)
            #expect(try door(body, caller) == "forbidden")
            #expect(try home.store.totals(now: home.clock.now()).contacts == number)
            #expect(try door(body, trusted) == "recorded")
            let consents = try home.store.consents(of: try home.contact(address).id)
            #expect(consents.map(\.wording) == ["at the fair"] && consents.map(\.basis) == [Consent.stated])
            #expect(consents.allSatisfy { $0.source.hasPrefix("token forms") })
        }
    }
}
