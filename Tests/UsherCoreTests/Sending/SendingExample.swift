import Testing

@testable import UsherCore

/// A sending state on a Monday noon, and deliveries to claim.
struct SendingExample {
    var sending = SendingState()
    var now = Example.noon
    let example: Example
    let plan: Plan

    /// Two connections with nothing to do.
    static let free = RelaySlots(connections: 2, atOnce: 4, ahead: 4, all: 8)
    static let fast = RelaySoon(most: 1000, atLeast: 1)
    static let accepted = AttemptOutcome.accepted(Reply(code: 250))

    init() throws {
        example = try Example()
        plan = example.plan
    }

    func claimed(_ number: Int64, domain: String = "example.org") throws -> Claimed {
        var candidate = example.candidate(Example.thanks, anchor: now, kind: .transactional)
        candidate.delivery = DeliveryID(number)
        candidate.contact = Contact(
            id: ContactID(number), address: try EmailAddress("p\(number)@\(domain)"), stage: .convert)
        return Claimed(candidate: candidate, composition: Example.composition)
    }

    func batch(_ numbers: ClosedRange<Int64>, handled: Int? = nil, nextDue: Timestamp? = nil) throws -> ClaimBatch {
        ClaimBatch(claimed: try numbers.map { try claimed($0) }, handled: handled ?? numbers.count, nextDue: nextDue)
    }

    mutating func next(_ event: SendingState.Event) -> SendingState.Action { sending.handle(event, now: now) }

    /// A round up to its claim, which brings these.
    mutating func claim(_ numbers: ClosedRange<Int64>, places: RelaySlots = free) throws {
        _ = next(.began)
        guard case .claim = next(.looked(places, Self.fast)) else { throw NoClaim() }
        _ = next(.claimed(try batch(numbers), connections: 2))
        sending.arrived(numbers.count)
    }

    struct NoClaim: Error {}

    mutating func answer(_ numbers: ClosedRange<Int64>, _ outcome: AttemptOutcome) -> SendingState.Answers {
        var answers = SendingState.Answers()
        sending.answered(numbers.map { (DeliveryID($0), outcome) }, plan: plan, at: now, &answers)
        return answers
    }

    func pause(minutes: Int64?, scope: PauseScope = .relay) -> Pause {
        Pause(scope: scope, reason: .blocksUs, since: now, until: minutes.map { now.adding(seconds: $0 * 60) })
    }
}
