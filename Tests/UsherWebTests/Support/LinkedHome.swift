import Foundation
import HTTPTypes
import Synchronization
import Testing
import TestSupport
@testable import UsherCore
import UsherMail

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome
@testable import UsherIntake
@testable import UsherSupport
@testable import UsherWeb

/// A home like the shipped one, with a public address, and what its subjects need of it.
struct LinkedHome {
    let folder: TemporaryFolder
    let home: OpenHome
    let editions: EditionBox
    let clock: HandClock
    let house: WebHouse
    let traffic: TrafficCounter
    let links: LinkRoutes
    var edition: Edition { editions.edition }
    var seal: TokenSeal { house.seal }

    static let now = Timestamp(seconds: 1_795_431_600)

    /// - Parameters:
    ///   - now: the calendar stands still there until it is told to go on.
    ///   - seal: of its links; else the home's own.
    ///   - prepare: changes the files before they are taken up.
    init(
        now: Timestamp = LinkedHome.now, seal: TokenSeal? = nil, _ prepare: (inout HomeFiles) -> Void = { _ in }
    ) throws {
        folder = try TemporaryFolder("links")
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        var home = try OpenHome.open(folder.path, environment: [:])
        let clock = HandClock(now)
        home.clock = clock
        var files = home.files
        files.settings.published = PublicSettings(url: "https://paperheron.example/mail")
        prepare(&files)
        let editions = EditionBox(try home.edition(of: files))
        let (store, press) = (home.store, home.press)
        try store.save(editions.edition.revisions)
        house = WebHouse(
            seal: seal ?? press.composer.seal, plan: { editions.edition.plan }, now: { clock.now() })
        traffic = TrafficCounter(store: store, now: house.now)
        links = LinkRoutes(house, reader: try store.gate(), traffic: traffic) { number, message in
            editions.edition.address(ofLink: number, in: message, press: press) { try store.sources($0) }
        }
        self.home = home
        self.editions = editions
        self.clock = clock
    }

    var unsubscribing: UnsubscribingRoutes { UnsubscribingRoutes(house, store: home.store) }
    var doors: Doors { Doors(store: home.store, editions: editions, clock: clock, wake: {}) }
    var signUps: SignUpRoutes {
        SignUpRoutes(house, store: home.store, keyring: home.keyring, record: doors.record)
    }
    var confirming: ConfirmingRoutes {
        ConfirmingRoutes(house, store: home.store, keyring: home.keyring, record: doors.record)
    }
    var reviews: ReviewRoutes {
        get throws {
            ReviewRoutes(house, reader: try home.store.gate(), store: home.store, record: doors.review)
        }
    }
    var data: DataRoutes {
        DataRoutes(house) { id, now in
            try home.store.contact(id).map {
                try ContactFile($0, store: home.store, plan: edition.plan, now: now).page(
                    edition, language: $0.language)
            }
        }
    }

    /// Posts the shop's form.
    func signUp(
        _ address: String = "ada@example.org", _ fields: [String: String] = [:],
        network: ClientNetwork = .v4(0xCB00_7100), headers: HTTPFields = [:]
    ) async throws -> Answer {
        let fields = fields.merging(["address": address]) { own, _ in own }
        let body = try fields.map { name, value in
            "\(name)=\(try #require(value.addingPercentEncoding(withAllowedCharacters: .alphanumerics)))"
        }
        return try await signUps.ask(
            "POST", "/subscribe", headers: headers, body: body.joined(separator: "&"), network: network)
    }

    /// Of the latest sign-up, as its link has it.
    func confirmation(of address: String = "ada@example.org") throws -> String {
        let contact = try home.contact(address)
        let signedUpAt = try #require(try home.store.events(of: contact.id).last { $0.name == "signed_up" }).at
        return seal.url(.confirm(contact.id, signedUpAt: signedUpAt), at: clock.now())
    }

    /// Presses the button of the confirmation's page.
    func confirm(_ token: String, from network: ClientNetwork = .local) async throws -> Answer {
        try await confirming.ask("POST", "/confirm/", token, body: "choice=confirm", network: network)
    }

    func record(_ request: EventRequest, _ now: Timestamp? = nil) throws(StoreError) -> EventResult? {
        try doors.record(request, now)
    }

    /// What `usher enqueue` makes of an address.
    func entry(_ address: String) throws -> EntryRequest {
        EntryRequest(
            told: ContactDraft(address: try EmailAddress(address)),
            campaign: try home.campaignID(named: "welcome"), wording: "at the fair", source: "test", now: clock.now())
    }

    /// One composed message of a campaign's first step, settled as sent at `sent`.
    func send(
        _ campaign: String, to address: String, sent: Timestamp = now.adding(seconds: -3600)
    ) throws -> (claimed: Claimed, message: OutgoingMessage, contact: Contact) {
        let id = try home.campaignID(named: campaign)
        let person = ContactDraft(
            address: try EmailAddress(address), name: "Ada Lovelace",
            consent: Consent(
                kind: .marketing, said: .agreed, basis: "stated by the operator", source: "test", at: sent))
        let request = EntryRequest(person: person, campaign: id)
        let step = try #require(edition.plan.stepID(id, 0))
        _ = try home.store.enter([request], now: sent) { _, _ in
            .enter(PlannedStep(step: step, kind: .marketing, due: sent, anchor: sent))
        }
        let batch = try home.store.claim(owner: "test", now: sent, limit: 1) { candidate, _ in
            .send(edition.composition(for: candidate, now: sent))
        }
        let claimed = try #require(batch.claimed.first)
        let prepared = try #require(edition.prepared(claimed.composition.revision))
        let message = try home.press.compose(claimed, prepared).message
        _ = try home.store.settle(
            [Settlement(delivery: claimed.delivery, result: .sent(countsTowardsCap: true), advance: .stay)],
            owner: "test", now: sent)
        return (claimed, message, claimed.candidate.contact)
    }

    /// The same home after an edit.
    func edited(_ change: (inout HomeFiles) -> Void) throws -> Edition {
        var files = edition.files
        change(&files)
        return try home.edition(of: files)
    }

    /// The message's text part as a reader sees it.
    static func text(_ message: OutgoingMessage) -> String {
        let whole = String(decoding: message.bytes, as: UTF8.self)
        let part = whole.components(separatedBy: "Content-Type: text/plain").dropFirst().first ?? ""
        return String(decoding: QuotedPrintable.decode(Array(part.utf8)), as: UTF8.self)
    }
}

/// A calendar that goes on when it is told to.
final class HandClock: CalendarClock {
    private let time: Mutex<Timestamp>

    init(_ time: Timestamp) { self.time = Mutex(time) }

    func now() -> Timestamp { time.withLock { $0 } }

    func pass(minutes: Int64) { time.withLock { $0 = $0.adding(milliseconds: minutes * 60_000) } }
}
