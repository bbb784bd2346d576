import Foundation
import TestHomes
import TestSupport
import Testing
import UsherComposing
import UsherDashboard
import UsherTemplates

@testable import UsherCore
@testable import UsherDaemon
@testable import UsherHome

@Suite("A message as it was sent")
struct LetterReadingTests {
    private let folder: TemporaryFolder
    private let home: OpenHome
    private let delivery: DeliveryID

    init() throws {
        folder = try TemporaryFolder()
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        home = try OpenHome.open(folder.path, environment: [:])
        try home.store.save(try home.edition.revisions)
        guard
            case .entered(_, let delivery, _, _) = try home.intake.enter([home.entry("ada@example.org", into: "excite")]
            )
            .first
        else { throw UnknownName.noSamples }
        self.delivery = delivery
    }

    private var reading: LetterReading {
        get throws {
            LetterReading(
                store: home.store, editions: EditionBox(try home.edition), seal: home.press.composer.seal)
        }
    }

    /// Composed as the worker does it, and sent; the message that went.
    @discardableResult
    private func send() throws -> ComposedMessage {
        let (now, edition) = (home.clock.now(), try home.edition)
        var pacer = Pacer(limits: LimitSettings())
        let batch = try home.store.claim(owner: "test", now: now, limit: 9) { candidate, pauses in
            edition.clear(candidate, pauses: pauses, now: now, pacer: &pacer)
        }
        let claimed = try #require(batch.claimed.first)
        let sources = try #require(try home.store.sources(claimed.composition.revision))
        let message = try home.press.compose(claimed, try home.press.prepare(sources))
        let settled = Settlement(delivery: claimed.delivery, result: .sent(countsTowardsCap: false), advance: .stay)
        _ = try home.store.settle([settled], owner: "test", now: now)
        return message
    }

    private func text(_ content: DashboardLetters.Content?) throws -> DashboardLetters.Text {
        guard case .kept(let text)? = content else { throw UnknownName.noSamples }
        return text
    }

    @Test("Is what went, after the file says something else, and without a token that does anything")
    func edited() throws {
        #expect(try reading.letter(delivery)?.content == .unmade)
        let sent = try send()
        let before = try text(try reading.letter(delivery)?.content)
        try folder.edit("templates/excite/thanks.md", "subject: Thanks", "subject: Something else")
        let edited = try OpenHome.open(folder.path, environment: [:])
        let edition = try edited.edition
        try edited.store.save(edition.revisions)
        var old = OldRevisions()
        for _ in 1...2 { _ = try old.walk(edited.store, edition: edition, now: home.clock.now()) }
        let letter = try #require(try reading.letter(delivery))
        let shown = try text(letter.content)
        #expect(shown == before && shown.subject == "Thanks" && shown.to == "ada@example.org")
        #expect(letter.state == .sent && letter.sentAt != nil && letter.message == "excite/thanks")
        // The same text as in the octets that went, but for tokens.
        let octets = String(decoding: sent.message.bytes, as: UTF8.self)
        #expect(octets.contains("Subject: Thanks") && shown.html.contains("Quay 1, 20095 Hamburg"))
        let seal = home.press.composer.seal
        for part in [shown.html, shown.words, shown.subject] { #expect(seal.blanked(part) == part) }
    }

    @Test("Without its values, or of somebody who was erased, nothing of it is shown")
    func gone() throws {
        try send()
        let row = try home.delivery(delivery.value)
        let contact = try #require(try home.store.contact(row.contact))
        var composition = try #require(row.composition)
        let sources = try #require(try home.store.sources(composition.revision))
        composition.inputs = "{}"
        #expect(
            try SentLetter(
                composition, sources, of: delivery, to: contact, templates: CompiledTemplates(),
                seal: home.press.composer.seal) == nil)
        try home.store.beginErasing(
            EmailAddress("ada@example.org"), by: "test", note: .said("asked"), now: home.clock.now())
        let job = try #require(try home.store.openErasures().first)
        _ = try home.store.goOnErasing(job.id, isAlive: { _ in false }, now: home.clock.now())
        #expect(try reading.letter(delivery) == nil)
        #expect(try reading.letter(DeliveryID(999)) == nil)
    }
}
