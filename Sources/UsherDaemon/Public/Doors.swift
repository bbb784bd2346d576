import UsherComposing
import UsherCore
import UsherIntake
import UsherReports
import UsherSupport
import UsherWeb

/// The doors that commands use, for what comes in over HTTP. They block: each is called on its subject's own queue.
struct Doors: Sendable {
    let store: any Store
    let editions: EditionBox
    let clock: any CalendarClock
    /// Tells the worker that there may be something to send.
    let wake: @Sendable () -> Void

    private func events(_ edition: Edition) -> EventIntake { EventIntake(store: store, edition: edition, clock: clock) }

    /// Records one event that is read already. Durable when it returns; `now` is when it was read.
    func record(_ request: EventRequest, _ now: Timestamp?) throws(StoreError) -> EventResult? {
        try events(editions.edition).record([request], now: now).first
    }

    /// Records what a person's answer by mail confirms, and returns whether anything was added; a second time nothing
    /// is.
    func confirm(_ answer: ReturnedReport.Confirmation) throws(StoreError) -> Bool {
        let now = clock.now()
        let found = try store.confirmation(
            of: answer.contact, signedUpAt: answer.signedUpAt, source: answer.evidence, plan: editions.edition.plan,
            now: now)
        guard let found, case .recorded? = try record(found.request, nil) else { return false }
        wake()
        return true
    }

    // MARK: Reviews

    func review(_ event: String, _ key: String, _ address: String, _ data: [String: String]) throws {
        let draft = Draft(.json, [.event: event, .key: key, .address: address], data: data)
        let edition = editions.edition
        var reader = DraftReader(plan: edition.plan, source: "review page", teller: .page)
        let told: ToldEvent
        do { told = try reader.event(draft, now: clock.now()) } catch {
            throw WebRefusal.impossible("This review \(error.reason).")
        }
        guard case .event(let request) = told else { return }
        if case .refused(let refusal)? = try events(edition).record([request]).first {
            throw WebRefusal.impossible("This review cannot be taken: \(refusal.sentence).")
        }
    }

    // MARK: Events

    /// Takes one event, as the JSON object of `usher event --from`.
    func tell(_ event: [UInt8], _ caller: APICaller) throws -> Told {
        let (now, edition) = (clock.now(), editions.edition)
        var reader = reader(of: caller, edition)
        let draft: Draft
        do throws(Misreading) { draft = try Draft(json: event[...], as: .event) } catch {
            return .malformed(error.reason)
        }
        if let no = reader.refusal(of: draft) { return .forbidden(no) }
        let told: ToldEvent
        do throws(Misreading) { told = try reader.event(draft, now: now) } catch { return Told(error) }
        switch told {
        case .visits(let visits):
            try events(edition).count(visits)
            return .recorded(try Self.json(VisitsLine(visits, plan: edition.plan)))
        case .event(let request):
            let story = EventStory(try events(edition).tell(request), plan: edition.plan, now: clock.now())
            if story.startsEnrollments { wake() }
            return switch story.result {
            case .recorded: .recorded(try Self.json(story))
            case .already: .known(try Self.json(story))
            case .refused: .conflict(story.reason ?? story.heading)
            }
        }
    }

    /// Takes many events, one on each line. Runs where it is called: on `lane`, and rests there between two lots.
    nonisolated(nonsending) func tell(
        lines: [UInt8], _ caller: APICaller, on lane: any Lane
    ) async throws -> [UInt8] {
        let edition = editions.edition
        var batch = EventBatch(
            intake: events(edition), reader: reader(of: caller, edition), isDaemonRunning: { false })
        var source = LineReader(OctetSource(lines))
        var answers: [UInt8] = []
        defer { wake() }
        do {
            while let line = try source.next() {
                batch.add(line)
                guard batch.isFull else { continue }
                let started = lane.instant
                answers += try batch.flush()
                // Others have their turn, and the sender the database, for as long as it was held.
                try await lane.sleep(for: started.duration(to: lane.instant))
            }
            return answers + (try batch.flush())
        } catch {
            // Each lot is a transaction: what is answered is on disk, nothing of the rest is, and each line says so for
            // itself.
            guard !answers.isEmpty else { throw error }
            let why = error is CancellationError ? "the daemon stops" : "\(error)"
            while let line = try source.next() { batch.add(line) }
            return answers + batch.giveUp("\(why); this one was not recorded: tell it again")
        }
    }

    private func reader(of caller: APICaller, _ edition: Edition) -> DraftReader {
        DraftReader(
            plan: edition.plan, source: "\(Self.source(caller)):", teller: .program(caller.scopes))
    }

    // MARK: Enrollments

    /// Enters one person into one campaign.
    func enroll(_ entry: [UInt8], _ caller: APICaller) throws -> Told {
        let (now, plan) = (clock.now(), editions.edition.plan)
        var reader = DraftReader(plan: plan, source: Self.source(caller), teller: .program(caller.scopes))
        let draft: Draft
        do throws(Misreading) { draft = try Draft(json: entry[...], as: .entry) } catch {
            return .malformed(error.reason)
        }
        if let no = reader.refusal(of: draft) { return .forbidden(no) }
        let request: EntryRequest
        do throws(Misreading) { request = try reader.entry(draft, now: now) } catch { return Told(error) }
        let intake = Intake(store: store, plan: plan, clock: clock)
        guard let outcome = try intake.admit([request]).first else {
            return .conflict("nothing was recorded; tell it again")
        }
        let line = EntryLine(request, outcome, plan: plan, now: clock.now(), lack: .program)
        wake()
        return switch line.result {
        case .entered, .waits, .heldOut, .saved: .recorded(try Self.json(line))
        case .already: .known(try Self.json(line))
        case .refused: .conflict(line.text)
        }
    }

    /// The caller's name for the ledger of consents.
    private static func source(_ caller: APICaller) -> String { "token \(caller.name)" }

    /// The JSON of a value as the commands print it: sorted keys, one document, a line break at the end.
    private static func json(_ value: some Encodable) throws -> [UInt8] {
        try SortedJSON.octets(of: value) + [UInt8(ascii: "\n")]
    }
}

extension Told {
    /// Says what is wrong with a draft whose JSON is right.
    fileprivate init(_ misreading: Misreading) {
        self = misreading.hasRightForm ? .conflict(misreading.reason) : .unusable(misreading.reason)
    }
}
