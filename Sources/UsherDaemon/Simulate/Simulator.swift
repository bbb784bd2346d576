import Foundation
import UsherCore
import UsherMail
import UsherStore

/// Plays lives through the real scheduler, offline: the same admission, clearance and progress as the daemon's, on a database of its own that goes
/// away, with a relay that accepts everything at once.
package final class Simulator {
    /// One person's part: what happens to them, and when.
    package struct Life: Sendable {
        package var person: PersonDraft
        package var entries: [Entry]

        package struct Entry: Sendable {
            package var campaign: String
            package var at: Timestamp
            package var data: [String: String]

            package init(campaign: String, at: Timestamp, data: [String: String] = [:]) {
                self.campaign = campaign
                self.at = at
                self.data = data
            }
        }

        package init(person: PersonDraft, entries: [Entry]) {
            self.person = person
            self.entries = entries
        }
    }

    let folder: String
    private let store: SQLiteStore
    private let edition: Edition

    /// Blocks on a temporary folder. Throws what is wrong with the files.
    package init(files: HomeFiles) throws {
        folder = "\(NSTemporaryDirectory())usher-simulate-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let keyring = try KeyFile.load(orCreateAt: "\(folder)/keys.json", now: Timestamp(milliseconds: 0))
        store = try SQLiteStore.open(path: "\(folder)/simulate.sqlite", hash: { keyring.hash($0) })
        let press = MessagePress(composer: MessageComposer(keyring: keyring, databaseID: store.databaseID))
        var files = files
        files.settings.limits = LimitSettings()
        edition = try Edition(
            files: files, catalog: try store.register(files.campaigns.map(CampaignOutline.init)), press: press)
        try store.save(edition.revisions)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// What everybody gets, and does not get, until `end`; in order of time. A life's address is its identity.
    package func play(_ lives: [Life], until end: Timestamp) throws -> [SimulatedMessage] {
        var entries = lives.flatMap { life in life.entries.map { (life.person, $0) } }.sorted { $0.1.at < $1.1.at }[...]
        var refused: [SimulatedMessage] = []
        while true {
            let due = try store.nextDue()
            if let (person, entry) = entries.first, entry.at <= end, entry.at <= due ?? .max {
                entries.removeFirst()
                if let refusal = try enter(person, entry) { refused.append(refusal) }
            } else if let due, due <= end {
                try send(at: due)
            } else {
                break
            }
        }
        return try (refused + lives.flatMap(messages)).sorted { ($0.at, $0.address) < ($1.at, $1.address) }
    }

    private func enter(_ person: PersonDraft, _ entry: Life.Entry) throws -> SimulatedMessage? {
        guard let campaign = edition.plan.catalog.campaigns[entry.campaign] else {
            throw UnknownName.campaign(
                entry.campaign, hint: Suggestion.phrase(for: entry.campaign, in: edition.files.campaigns.map(\.name)))
        }
        let template = EntryTemplate(campaign: campaign, consent: "simulated", source: "usher simulate")
        var request = template.request(person, now: entry.at)
        request.data = entry.data
        let plan = edition.plan
        let results = try store.enter([request], now: entry.at) { request, facts in
            AdmissionPolicy.decide(request, facts: facts, plan: plan, now: entry.at)
        }
        guard case .refused(let refusal, let contact)? = results.first else { return nil }
        return SimulatedMessage(
            at: entry.at, clock: .of(contact, settings: plan.settings), address: person.address.wire,
            name: MessageName(campaign: entry.campaign, name: "-"), state: .withheld,
            reason: refusal.sentence(about: person.address))
    }

    /// Claims what is due at `now` and settles it as accepted.
    private func send(at now: Timestamp) throws {
        var pacer = Pacer(limits: LimitSettings())
        let batch = try store.claim(
            owner: "simulator", now: now, limit: 50, factsFor: { edition.stepsWithFacts.contains($0) },
            decide: { candidate, pauses in edition.clear(candidate, pauses: pauses, now: now, pacer: &pacer) })
        let accepted = AttemptOutcome.accepted(Reply(code: 250))
        let settlements = batch.claimed.map { claimed in
            Settling.decide(
                outcome: accepted, verdict: Verdict.of(accepted), claimed: claimed, plan: edition.plan, now: now)
        }
        if !settlements.isEmpty { _ = try store.settle(settlements, owner: "simulator", now: now) }
    }

    private func messages(of life: Life) throws -> [SimulatedMessage] {
        guard let contact = try store.contact(life.person.address.key) else { return [] }
        let clock = ZoneClock.of(contact, settings: edition.plan.settings)
        return try store.deliveries(DeliveryFilter(contact: contact.id, limit: 100_000)).compactMap { row in
            guard let at = row.settledAt, row.state.isSettled else { return nil }
            return SimulatedMessage(
                at: at, clock: clock, address: contact.address.wire, name: edition.plan.name(of: row), state: row.state,
                reason: row.reason)
        }
    }
}

extension Timestamp {
    fileprivate static let max = Timestamp(milliseconds: .max)
}
