import UsherCore
import UsherMail
import UsherSupport
import UsherWeb

/// Takes reviews, on a serial queue of its own: each run is asked for one, and gives one.
///
/// A review is the event that the campaign was made for (its `done_when`), with the data `score`, `text` and `public` (yes or no) and a key of the
/// run's number. What a low score leads to stands in `journey.yaml`.
package actor ReviewDesk: Reviewing {
    private let executor = QueueExecutor(label: "usher.reviews")
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let reader: any LinkReader
    private let store: any JourneyStore
    private let seal: TokenSeal
    private let clock: any CalendarClock
    private let editions: EditionBox
    private var edition: Edition { editions.edition }
    private var plan: Plan { edition.plan }

    package init(
        reader: any LinkReader, store: any JourneyStore, seal: TokenSeal, editions: EditionBox, clock: any CalendarClock
    ) {
        self.reader = reader
        self.store = store
        self.seal = seal
        self.editions = editions
        self.clock = clock
    }

    package func invitation(_ token: String) throws -> ReviewInvitation? {
        try asked(token).map { ReviewInvitation(language: $0.reviewer.language) }
    }

    package func take(_ review: ReviewForm, token: String) throws -> ReviewReceipt? {
        guard let asked = try asked(token) else { return nil }
        if let score = try earlierScore(asked) { return receipt(asked, score: score) }
        var draft = EventDraft(event: asked.event, address: asked.reviewer.address, data: ["score": "\(review.score)"])
        draft.key = asked.key
        draft.data["text"] = review.text
        draft.data["permission"] = review.mayBeShown ? "yes" : "no"
        var reader = EventDraftReader(plan: plan, source: "review page", teller: .page)
        let told: ToldEvent
        do { told = try reader.read(draft, now: clock.now()) } catch {
            throw Refusal.impossible("This review \(error.reason).")
        }
        guard case .event(let request) = told else { return nil }
        let intake = EventIntake(store: store, edition: edition, clock: clock)
        if case .refused(let refusal)? = try intake.record([request]).first {
            throw Refusal.impossible("This review cannot be taken: \(refusal.sentence).")
        }
        return receipt(asked, score: review.score)
    }

    /// Whom a link asks, and for which event.
    private struct Asked {
        let reviewer: Reviewer
        let campaign: Campaign
        let event: String
        let key: String
    }

    private func asked(_ token: String) throws(StoreError) -> Asked? {
        guard case .review(let run) = seal.token(url: token), let reviewer = try reader.reviewer(run),
            let campaign = plan.campaigns[reviewer.campaign], let event = campaign.doneWhen?.event
        else { return nil }
        return Asked(reviewer: reviewer, campaign: campaign, event: event, key: "review-\(run)")
    }

    /// A low score may be kept as another event; the key is the run's in any case.
    private func earlierScore(_ asked: Asked) throws(StoreError) -> Int? {
        try store.events(of: asked.reviewer.contact).first { $0.key == asked.key }
            .flatMap { $0.data[LowScore.field] }.flatMap { Int($0) }
    }

    private func receipt(_ asked: Asked, score: Int) -> ReviewReceipt {
        let isLow = plan.journey.events[asked.event]?.lowScore.map { score <= $0.atMost } ?? false
        let invitation = CallToAction(
            text: asked.campaign.callToAction.text, url: asked.campaign.link(settings: plan.settings))
        return ReviewReceipt(
            language: asked.reviewer.language, score: score, isLow: isLow,
            invitation: isLow ? nil : invitation)
    }
}
