import Foundation
import Logging
import UsherCore
import UsherStore
import UsherSupport
import UsherWeb

/// What programs tell over HTTP, recorded through the same doors as what commands tell; on a serial queue of its own, because the store
/// blocks.
actor APIDesk: Telling {
    private let executor = QueueExecutor(label: "usher.api")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let home: OpenHome
    private let wake: @Sendable () -> Void
    private let editions: EditionBox
    private var edition: Edition { editions.edition }
    private let rates = CallRates()
    private let logger: Logger

    /// `wake` tells the worker that there may be something to send.
    init(
        home: OpenHome, editions: EditionBox, wake: @escaping @Sendable () -> Void,
        logger: Logger = Logger(label: "usher.api")
    ) {
        self.logger = logger
        self.home = home
        self.wake = wake
        self.editions = editions
    }

    func caller(of text: String) throws -> APICaller {
        let now = home.clock.now()
        guard let (id, secret) = APISecret.read(text), let (token, hash) = try home.store.token(id, now: now),
            secret.matches(hash)
        else { throw Refusal.unauthorized }
        if let seconds = rates.take(id) { throw Refusal.tooMany(retryAfter: seconds) }
        let today = now.utcDay
        if token.lastUsedOn.map({ $0 < today }) ?? true {
            try home.store.noteUse(of: id, day: today)
            if let end = token.endsAt, end.since(now) < Self.notice {
                logger.warning(
                    "the token '\(token.name)' ends on \(end.utcDay); make its program another: usher token add")
            }
        }
        return APICaller(name: token.name, scopes: token.scopes)
    }

    /// How long before its end a token is spoken of, in milliseconds.
    private static let notice: Int64 = 30 * 86_400_000

    // MARK: Events

    func tell(_ event: [UInt8], _ caller: APICaller) throws -> Told {
        let now = home.clock.now()
        var reader = reader(of: caller)
        let draft: EventDraft
        do throws(Misreading) { draft = try EventDraft(json: event[...]) } catch { return .malformed(error.reason) }
        if let no = reader.refusal(of: draft) { return .forbidden(no) }
        let told: ToldEvent
        do throws(Misreading) { told = try reader.read(draft, now: now) } catch { return Told(error) }
        switch told {
        case .visits(let visits):
            try events.count(visits)
            return .recorded(try Self.json(VisitsLine(visits, plan: edition.plan)))
        case .event(let request):
            let story = try events.tell(request)
            if story.startsRuns { wake() }
            return switch story.result {
            case .recorded: .recorded(try Self.json(story))
            case .already: .known(try Self.json(story))
            case .refused: .conflict(story.reason ?? story.heading)
            }
        }
    }

    func tell(lines: [UInt8], _ caller: APICaller) async throws -> [UInt8] {
        var batch = EventBatch(intake: events, reader: reader(of: caller), isDaemonRunning: { false })
        var source = LineReader(OctetSource(lines))
        var answers: [UInt8] = []
        defer { wake() }
        do {
            while let line = try source.next() {
                batch.add(line)
                guard batch.isFull else { continue }
                let started = ContinuousClock.now
                answers += try batch.flush()
                // Others have their turn, and the sender the database, for as long as it was held.
                try await Task.sleep(for: started.duration(to: .now))
            }
            return answers + (try batch.flush())
        } catch {
            // Each lot is a transaction: what is answered is on disk, nothing of the rest is, and each line says so for itself.
            guard !answers.isEmpty else { throw error }
            let why = error is CancellationError ? "the daemon stops" : "\(error)"
            while let line = try source.next() { batch.add(line) }
            return answers + batch.giveUp("\(why); this one was not recorded: tell it again")
        }
    }

    private var events: EventIntake {
        EventIntake(store: home.store, edition: edition, clock: home.clock)
    }

    private func reader(of caller: APICaller) -> EventDraftReader {
        EventDraftReader(
            plan: edition.plan, source: "\(Self.source(caller)):", teller: .program(caller.scopes))
    }

    // MARK: Enrollments

    func enroll(_ entry: [UInt8], _ caller: APICaller) throws -> Told {
        let now = home.clock.now()
        var reader = EnrollmentDraftReader(plan: edition.plan, source: Self.source(caller))
        let draft: EnrollmentDraft
        do throws(Misreading) { draft = try EnrollmentDraft(json: entry[...]) } catch {
            return .malformed(error.reason)
        }
        let request: EntryRequest
        do throws(Misreading) { request = try reader.read(draft, now: now) } catch { return Told(error) }
        let intake = Intake(store: home.store, plan: edition.plan, clock: home.clock)
        guard let result = try intake.enter([request]).first else { return .conflict("nothing came of it") }
        let line = EntryLine(
            request, result, plan: edition.plan, now: home.clock.now(),
            standing: intake.standing(of: request.person.address),
            note: draft.consent == nil ? Self.noWording : nil)
        wake()
        return switch line.result {
        case .entered, .waits, .heldOut, .saved: .recorded(try Self.json(line))
        case .already: .known(try Self.json(line))
        case .refused: .conflict(line.text)
        }
    }

    private static let noWording =
        "consent: whoever had none on record now has 'agreed to marketing, stated by the operator'; "
        + "add the wording as 'consent'"

    /// For the ledger of consents.
    private static func source(_ caller: APICaller) -> String { "token \(caller.name)" }

    /// Sorted keys, one document, a line break at the end: what the commands print.
    private static func json(_ value: some Encodable) throws -> [UInt8] {
        try SortedJSON.octets(of: value) + [UInt8(ascii: "\n")]
    }
}

extension Told {
    /// What is wrong with a draft whose JSON is right.
    fileprivate init(_ misreading: Misreading) {
        self = misreading.hasRightForm ? .conflict(misreading.reason) : .unusable(misreading.reason)
    }
}
