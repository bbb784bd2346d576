import UsherCore
import UsherIntake

/// What followed from one event, in plain words: the answer of `usher event`.
package struct EventStory: Sendable, Encodable {
    package let event: String
    package let address: String
    package let key: String
    package let result: EventAnswer.Result
    /// Why it is refused.
    package let reason: String?
    /// `subscribe -> convert`; nil when the person stayed.
    package let moved: String?
    package let intended: Bool?
    /// Who claims the move: a campaign's name, or a promoter's code.
    package let by: String?
    /// One sentence for each thing that followed.
    package let followed: [String]
    /// What stands above them; for an event that is refused, why.
    package let heading: String
    /// Whether e-mails may follow.
    package let startsEnrollments: Bool

    private enum CodingKeys: String, CodingKey {
        case event, address, key, result, reason, moved, intended, by, followed
    }

    package var isRefused: Bool { result == .refused }

    /// As people read it.
    package var lines: [String] { [heading] + followed.map { "  \($0)" } }

    /// `lack` says at this door how consent is told; nil names the command that takes it.
    package init(_ outcome: EventOutcome, plan: Plan, now: Timestamp) {
        self.init(outcome.request, outcome.result, after: outcome.after, plan: plan, now: now)
    }

    package init(_ request: EventRequest, _ result: EventResult, enrollments: [Enrollment], plan: Plan, now: Timestamp)
    {
        self.init(request, result, after: EventOutcome.After(enrollments: enrollments), plan: plan, now: now)
    }

    /// `after` nil: it could not be read, and the story says only that the event is recorded.
    package init(_ request: EventRequest, _ result: EventResult, after: EventOutcome.After?, plan: Plan, now: Timestamp)
    {
        let answer = EventAnswer(line: 1, request, result, name: { plan.catalog.campaignName($0) ?? "?" })
        let label = plan.journey.events[request.event.name]?.label.map { " (\($0))" } ?? ""
        let what = "\(request.event.name)\(label)"
        event = request.event.name
        address = request.person.address.wire
        key = request.event.key
        self.result = answer.result
        reason = answer.reason
        moved = answer.moved
        intended = answer.intended
        by = answer.by
        switch result {
        case .already:
            heading = "\(address): \(what) with the key \(key) is recorded already; nothing is added"
            followed = []
            startsEnrollments = false
        case .refused(let refusal):
            heading = "\(event) of \(address) is not recorded: \(refusal.sentence)"
            followed = []
            startsEnrollments = false
        case .recorded(let consequences, let contact):
            heading = "\(address): \(what) is recorded"
            guard let after else {
                followed = [
                    "what followed is recorded too, and cannot be read just now; see: "
                        + ShellWord.command("usher why", [address])
                ]
                startsEnrollments = true
                break
            }
            let teller = ConsequenceTeller(
                request: request, contact: contact, enrollments: after.enrollments, plan: plan, now: now,
                standing: after.standing, lack: .person(request.person.address))
            let counted = plan.journey.counted(request).event.name
            let lower = counted == event ? [] : ["its score is low: it counts as \(counted)"]
            let again = teller.notAgain(counted, consequences)
            let sentences = lower + consequences.map(teller.sentence) + again
            startsEnrollments = consequences.contains { if case .enroll = $0 { true } else { false } }
            let isConfirmation = request.event.name == plan.settings.consent.confirmedEvent
            let still = isConfirmation ? (after.standing?.suppressions ?? []).map(teller.stillForbidden) : []
            followed = (sentences.isEmpty ? [teller.nothing] : sentences) + still
        }
    }
}

extension EventAnswer.Result: Encodable {}
