import Foundation
import UsherCore
import UsherHome
import UsherIntake
import UsherReports
import UsherStore
import UsherSupport

/// Plays lives through the real scheduler, offline: the same admission, events, arbiter, clearance and progress as the
/// daemon's, on a database of its own that goes away, with a relay that accepts everything at once. No message is made.
///
/// Nobody is held out, and no limit holds anything up: a simulation says what somebody gets who gets it.
package final class Simulator {
    package let folder: String
    private let store: SQLiteStore
    private let plan: Plan
    private let clock: SteppedClock
    private let intake: EventIntake

    private static let owner = "simulator"
    /// The revision that stands in the place of each message's own: no message is made.
    private static let revision = RevisionHash(octets: [0])

    /// Makes a database in a temporary folder, and registers the campaigns of `files` there. Blocks on the disk.
    package init(files: HomeFiles) throws {
        folder = "\(NSTemporaryDirectory())usher-simulate-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteStore.open(
            path: "\(folder)/simulate.sqlite", hash: { AddressHash(octets: Array($0.text.utf8)) }, isLasting: false)
        var campaigns = files.campaigns
        for index in campaigns.indices { campaigns[index].holdout = 0 }
        plan = Plan(
            settings: files.settings, campaigns: campaigns,
            catalog: try store.register(campaigns.map(CampaignOutline.init)), journey: files.journey,
            ladder: files.ladder, rewards: files.rewards)
        if let sources = files.allSources().first { try store.save([Self.revision: sources]) }
        clock = SteppedClock(from: Timestamp(milliseconds: .min))
        intake = EventIntake(store: store, plan: plan, notices: nil, clock: clock)
    }

    deinit {
        try? store.close()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Plays each life until `end`, or until nothing more can happen, and gives what became of it, in the lives' order.
    /// Each is somebody else, whatever the address: two lives of one sample person know nothing of each other. Call it
    /// once.
    package func play(_ lives: [Life], until end: Timestamp = .distantFuture) throws -> [Outcome] {
        var outcomes = lives.map { Outcome($0, settings: plan.settings) }
        let contacts = try lives.indices.map { try EmailAddress("life-\($0)@simulated.example") }
        var rest =
            lives.enumerated().flatMap { life in
                life.element.happenings.enumerated().map { (life: life.offset, number: $0.offset, it: $0.element) }
            }.sorted { ($0.it.at, $0.life, $0.number) < ($1.it.at, $1.life, $1.number) }[...]
        for (life, address) in zip(lives, contacts) { try suppress(life, address) }
        while true {
            let due = try store.nextDue() ?? .distantFuture
            if let next = rest.first, next.it.at <= end, next.it.at <= due {
                rest.removeFirst()
                clock.jump(to: next.it.at)
                var person = lives[next.life].person
                person.address = contacts[next.life]
                switch next.it.what {
                case .enters(let campaign, let data):
                    try enter(person, campaign, data, at: next.it.at, &outcomes[next.life])
                case .does(var event):
                    if event.key.isEmpty { event.key = "\(next.life)/\(next.number)" }
                    try tell(person, event, &outcomes[next.life])
                }
            } else if due <= end, due < .distantFuture {
                clock.jump(to: due)
                try send(at: due)
            } else {
                break
            }
            try wake()
        }
        for (index, address) in contacts.enumerated() { try collect(address, &outcomes[index]) }
        return outcomes
    }

    private func suppress(_ life: Life, _ address: EmailAddress) throws {
        for (scope, reason) in life.suppressions {
            let scope: Suppression.Scope? =
                switch scope {
                case .everything: .everything
                case .marketing: .marketing
                case .campaign(let name): plan.catalog.campaigns[name].map { .campaign($0) }
                }
            guard let scope else { continue }
            _ = try store.suppress(
                address.key, scope: scope, reason: reason, until: nil, by: "usher simulate", note: nil,
                now: Timestamp(milliseconds: 0))
        }
    }

    /// The person with a yes to marketing, where nothing is known of what they said.
    private func agreeing(_ person: ContactDraft, _ now: Timestamp) -> ContactDraft {
        guard person.consent == nil else { return person }
        var person = person
        person.consent = Consent(
            kind: .marketing, said: .agreed, basis: "stated by the operator", wording: "simulated",
            source: "usher simulate", at: now)
        return person
    }

    private func enter(
        _ person: ContactDraft, _ name: String, _ data: [String: String], at now: Timestamp, _ outcome: inout Outcome
    ) throws {
        guard let campaign = plan.catalog.campaigns[name] else {
            throw UnknownName.noCampaign(name, known: plan.campaigns.values.map(\.name).sorted())
        }
        let request = EntryRequest(person: agreeing(person, now), campaign: campaign, data: data)
        let results = try store.enter([request], now: now) { request, facts in
            AdmissionPolicy.decide(request, facts: facts, plan: plan, now: now)
        }
        guard case .refused(let refusal, _)? = results.first else { return }
        outcome.messages.append(
            SimulatedMessage(
                at: now, clock: outcome.clock, address: outcome.address.wire,
                name: MessageName(campaign: name, name: SimulatedMessage.refusal),
                state: .withheld, reason: nil, words: refusal.sentence(about: outcome.address)))
    }

    /// Records the event as the intake takes it from anybody.
    private func tell(_ person: ContactDraft, _ event: Event, _ outcome: inout Outcome) throws {
        let request = EventRequest(event: event, person: agreeing(person, event.at))
        if !plan.journey.addsUnknownContacts {
            // Whoever is played is known, where events make nobody known.
            let known = EntryRequest(person: request.person, campaign: nil)
            _ = try store.enter([known], now: event.at) { _, _ in .already }
        }
        guard let result = try intake.record([request]).first else { return }
        var enrollments: [Enrollment] = []
        if case .recorded(_, let contact) = result { enrollments = try store.enrollments(of: contact.id) }
        let story = EventStory(request, result, enrollments: enrollments, plan: plan, now: clock.now())
        outcome.events.append(
            SimulatedEvent(
                at: event.at, clock: outcome.clock, address: outcome.address.wire, event: event.name,
                label: plan.journey.events[event.name]?.label, isRefused: story.isRefused, moved: story.moved,
                intended: story.intended, by: story.by,
                followed: story.reason.map { ["not recorded: \($0)"] } ?? story.followed))
    }

    /// Claims what is due at `now` and settles it as accepted.
    private func send(at now: Timestamp) throws {
        var pacer = Pacer(limits: LimitSettings())
        let batch = try store.claim(
            owner: Self.owner, now: now, limit: 300,
            factsFor: { plan.place($0)?.step.onlyIf?.needsFacts == true }, makeCode: { _ in nil },
            decide: { candidate, pauses in
                ClearancePolicy.decide(
                    candidate, pauses: pauses, plan: plan, now: now, pacer: &pacer, facts: candidate.facts,
                    compose: { _, _ in Composition(revision: Self.revision, inputs: "{}", composedAt: now) })
            })
        let accepted = AttemptOutcome.accepted(Reply(code: 250))
        let settlements = batch.claimed.map { claimed in
            Settling.decide(
                outcome: accepted, verdict: Verdict.of(accepted), claimed: claimed, plan: plan, now: now)
        }
        if !settlements.isEmpty { _ = try store.settle(settlements, owner: Self.owner, now: now) }
    }

    /// Begins enrollments whose turn has come.
    private func wake() throws {
        let now = clock.now()
        while try store.wakeWaiting(
            now: now, limit: 100,
            decide: { contact, enrollments, standing in
                Arbiter.wake(contact, enrollments, standing, plan: plan, now: now)
            }) > 0
        {}
    }

    private func collect(_ address: EmailAddress, _ outcome: inout Outcome) throws {
        guard let contact = try store.contact(address.key) else { return }
        outcome.stage = contact.stage
        for row in try store.deliveries(DeliveryFilter(contact: contact.id, limit: 100_000)) {
            guard let at = row.settledAt, row.state.isSettled else { continue }
            outcome.messages.append(
                SimulatedMessage(
                    at: at, clock: outcome.clock, address: outcome.address.wire, name: plan.name(of: row),
                    state: row.state, reason: row.reason?.coded.code, words: row.reason?.words))
        }
        outcome.messages.sort { $0.at < $1.at }
    }
}

extension Timestamp {
    package static let distantFuture = Timestamp(milliseconds: .max)
}
