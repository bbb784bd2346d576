import Foundation
import TestSupport
import Testing
import UsherCore
import UsherMail

@testable import UsherDaemon

/// A home like the shipped one, with a public address, and what links need of it.
struct LinkedHome {
    let folder: TemporaryFolder
    let home: OpenHome
    let editions: EditionBox
    var edition: Edition { editions.edition }
    let traffic: TrafficDesk
    let links: LinkDesk

    /// - Parameters:
    ///   - prepare: changes the files before they are taken up.
    ///   - now: the calendar stands still there.
    init(now: Timestamp = LinkedHome.now, _ prepare: (inout HomeFiles) -> Void = { _ in }) throws {
        folder = try TemporaryFolder("links")
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        var home = try OpenHome.open(folder.path, environment: [:])
        home.clock = StandingClock(moment: now)
        var files = home.files
        files.settings.published = PublicSettings(url: "https://paperheron.example/mail")
        prepare(&files)
        editions = EditionBox(try home.edition(of: files))
        let edition = editions.edition
        try home.store.save(edition.revisions)
        self.home = home
        let store = home.store
        traffic = TrafficDesk(store: store, clock: home.clock)
        links = LinkDesk(
            reader: try store.linkReader(), editions: editions, press: home.press, traffic: traffic, clock: home.clock,
            sources: { hash throws(StoreError) in try store.sources(hash) })
    }

    static let now = Timestamp(seconds: 1_795_431_600)

    struct StandingClock: CalendarClock {
        let moment: Timestamp
        func now() -> Timestamp { moment }
    }

    /// One composed message of a campaign's first step, settled as sent at `sent`.
    func send(
        _ campaign: String, to address: String, sent: Timestamp = now.adding(seconds: -3600)
    ) throws -> (claimed: Claimed, message: OutgoingMessage, contact: Contact) {
        let id = try home.campaignID(named: campaign)
        let person = PersonDraft(
            address: try EmailAddress(address), name: "Ada Lovelace",
            consent: Consent(
                kind: .marketing, said: .agreed, basis: "stated by the operator", source: "test", at: sent))
        let request = EntryTemplate(campaign: id, source: "test").request(person, now: sent)
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
