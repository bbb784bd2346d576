import Foundation
import UsherComposing
import UsherCore
import UsherHome
import UsherSupport

/// A message for the operator's own mailbox: the notice `test`, or a step filled in for a sample person.
package struct TestMessage: Sendable {
    let prepared: PreparedMessage
    let inputs: String
    package let recipient: EmailAddress

    /// Chooses the message: `message` is `CAMPAIGN/STEP`; nil is the notice `test`.
    package init(home: OpenHome, to recipient: EmailAddress, message: String?, sample handle: String?) throws {
        self.recipient = recipient
        let files = home.files
        let sample = try files.sample(handle)
        let language = sample?.language ?? files.settings.shop.language
        let sources: MessageSources
        if let message {
            sources = try files.sources(message: message, language: language)
        } else {
            guard let notice = files.sources(notice: "test", language: language) else {
                throw UnknownName.step("templates/notices/test.md", hint: "; it is what send-test sends")
            }
            sources = notice
        }
        prepared = try home.press.prepare(sources)
        let person = sample ?? Sample(handle: "", address: recipient)
        let values = SampleValues.values(for: prepared.template.names, sample: person, sources: sources, files: files)
        inputs = Addressee(address: recipient, name: nil).added(to: values).json()
    }

    package var address: String { recipient.wire }

    /// Whether the message has the fields of marketing.
    package var isMarketing: Bool { kind == .marketing }

    package var kind: MessageKind { prepared.sources.kind }

    private func composition(at now: Timestamp) -> Composition {
        Composition(revision: prepared.hash, inputs: inputs, composedAt: now)
    }

    /// Puts the message into the daemon's queue and waits for its end, `seconds` of real time at most. Blocks.
    package func throughDaemon(_ home: OpenHome, seconds: Int = 60) throws -> DeliveryRow {
        let now = home.clock.now()
        try home.store.save([prepared.hash: prepared.sources])
        let added = try home.store.addNotice(
            NoticeRequest(
                name: "test", key: UUID().uuidString, contact: ContactDraft(address: recipient),
                composition: composition(at: now), due: now), now: now)
        guard let id = added else { throw UnknownName.erased(recipient) }
        for _ in 0..<(seconds * 20) {
            let row = try home.delivery(id.value)
            if row.state.isSettled || row.state == .parked || row.attempts > 0 { return row }
            Thread.sleep(forTimeInterval: 0.05)
        }
        return try home.delivery(id.value)
    }

    /// Composes the message without a queue, for a direct send: another one each time, or a mailbox that has the first
    /// shows no second. Its date is the machine's, for it leaves the machine whatever calendar the home has, and its
    /// number is no row's.
    package func composed(_ home: OpenHome, now: Timestamp = SystemClock().now()) throws -> ComposedMessage {
        let candidate = Candidate(
            delivery: DeliveryID(-Int64.random(in: 1...Int64.max)), subject: .notice(name: "test", key: ""),
            kind: kind, due: now,
            contact: Contact(id: ContactID(0), address: recipient))
        return try home.press.compose(Claimed(candidate: candidate, composition: composition(at: now)), prepared)
    }
}
