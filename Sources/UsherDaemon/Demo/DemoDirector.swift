import UsherCore
import UsherIntake
import UsherReports
import UsherSupport

/// Plays the demo's script: tells each event through the same intake as `usher event`, at its moment of the calendar.
actor DemoDirector: Happenings {
    private let executor = QueueExecutor(label: "usher.demo")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private var home: OpenHome
    private let shopClock: ZoneClock
    private let say: @Sendable (String) -> Void
    private var scenes: ArraySlice<(at: Timestamp, scene: DemoScene)>
    private var reader: DraftReader
    /// The events that were not recorded, each with the reason.
    private(set) var refusals: [String] = []
    /// The error that ended the play before its end.
    private(set) var failure: (any Error)?

    /// Reads the script. Throws when a moment of it is none.
    init(home: OpenHome, scenes: [DemoScene], say: @escaping @Sendable (String) -> Void) throws {
        let clock = home.settings.clock
        let timed = try scenes.map { (at: try Timestamp(parsing: $0.at, clock: clock), scene: $0) }
        self.home = home
        self.say = say
        shopClock = clock
        self.scenes = timed.sorted { $0.at < $1.at }[...]
        reader = DraftReader(plan: home.plan, source: "usher demo")
    }

    func next() -> Timestamp? { failure == nil ? scenes.first?.at : nil }

    func happen(by now: Timestamp) {
        while failure == nil, let (at, scene) = scenes.first, at <= now {
            scenes.removeFirst()
            home.clock = SteppedClock(from: at)
            do { try play(scene, at: at) } catch { failure = error }
        }
    }

    private func play(_ scene: DemoScene, at: Timestamp) throws {
        switch scene.deed {
        case .event(let draft, let who, let friend, let promoter):
            guard let person = person(who) else { return }
            let request = try request(draft, of: person, by: friend, codeOf: promoter, at: at)
            let story = try home.tell(request)
            if story.isRefused { refusals.append(story.heading) }
            show(scene, at: at, of: person, story.isRefused ? [story.heading] : story.followed)
        case .visits(let campaign, let count):
            let draft = Draft(.json, [.event: Visits.event, .campaign: campaign, .count: "\(count)"])
            if case .visits(let visits) = try reader.event(draft, now: at) { try home.events.count(visits) }
            show(scene, at: at, ["counted for \(campaign)"])
        case .unsubscribes(let who):
            guard let person = person(who) else { return }
            let address = try home.address(person.address)
            _ = try home.store.suppress(
                address.key, scope: .marketing, reason: .unsubscribed, until: nil, by: "operator", note: nil, now: at)
            show(scene, at: at, of: person, ["gets no more marketing"])
        case .ledger:
            show(scene, at: at, Ledger(try home.store.earnings(of: nil, now: at)).lines)
        }
    }

    private func request(
        _ draft: Draft, of person: DemoContact, by friend: String?, codeOf promoter: String?, at: Timestamp
    ) throws -> EventRequest {
        var draft = draft
        draft[.address] = person.address
        draft[.name] = person.name
        draft[.zone] = person.zone
        draft[.language] = person.language
        draft[.by] = friend.flatMap { self.person($0)?.address }
        if let promoter = promoter.flatMap({ self.person($0) }) {
            let contact = try home.contact(promoter.address)
            draft[.code] = try home.store.code(of: contact.id, make: PromoterCode.make)
        }
        guard case .event(let request) = try reader.event(draft, now: at) else {
            throw Misreading("the demo's '\(draft[.event] ?? "")' is no event of a person")
        }
        return request
    }

    private func person(_ id: String) -> DemoContact? { DemoContact.all.first { $0.id == id } }

    private func show(_ scene: DemoScene, at: Timestamp, of person: DemoContact? = nil, _ followed: [String]) {
        let clock = person?.zone.flatMap { ZoneClock.named($0) } ?? shopClock
        say(
            ([Wording.time(at, clock: clock), "  \(scene.words)"] + followed.map { "    \($0)" }).joined(
                separator: "\n"))
    }
}
