import Synchronization
import TestWorld

/// Who saw everything from outside: what was answered to people, and what came to mailboxes. It knows nothing of how
/// Usher works, and says when something happened that was promised not to.
final class Witness: Sendable {
    /// A message that the relay kept.
    struct Mail: Hashable, Sendable {
        let person: Int
        let connection: Int
        let letter: Letter
        /// Of all its octets.
        let sum: UInt64
        /// When its body began: milliseconds of the calendar since the month began.
        let at: Int64
        /// What the relay said to somebody who heard it.
        var answer: MemoryRelay.Answer
        /// Of the envelope.
        let sender: String
        /// The relay said that it has it.
        var isSaid: Bool { answer == .yes }
        /// When its body began: milliseconds that went by since the month began.
        let passed: Int64
        /// When it was taken, on the world's clock.
        let moment: UInt64
        /// In which life of the daemon.
        let life: Int
    }

    /// A no that was answered with a yes.
    struct No: Hashable, Sendable {
        /// Nil is all marketing.
        let campaign: String?
        let until: Int64?
        let by: String
        /// Also to what is no marketing.
        var isOfAll = false
        /// A fresh sign-up does not lift it.
        var isLasting = false
    }

    /// Something that was answered as recorded.
    enum Answered: Hashable, Sendable {
        case entered(Int, campaign: String)
        case event(Int, name: String, key: String)
        case no(Int, No)
    }

    struct State: Sendable {
        var answered: [Answered] = []
        /// In force, as far as anybody outside can tell.
        var nos: [Int: [No]] = [:]
        /// The moment since when nothing may start, on the world's clock; by campaign, nil is everything.
        var pauses: [String?: UInt64] = [:]
        var mails: [Mail] = []
        var begun: [Int: Begun] = [:]
        /// Who was erased, and whether anything was asked in their name since.
        var erased: [Int: Bool] = [:]
        /// Those and whose erasing was begun in vain, perhaps: nothing is known of what is held about them.
        var isErasing: Set<Int> = []
        /// The keys of what each of them had done before.
        var forgottenKeys: [Int: [String]] = [:]
        var keys: [Int: [String]] = [:]
        /// How many letters had come to anybody when they were erased, or nearly: who comes back is a new person.
        var known: [Int: Int] = [:]
        var life = 0
        /// How the lives of the daemon ended that are over.
        var ends: [Int: End] = [:]
        /// When each life had nothing in its hands last, on the world's clock: what it had heard before is recorded.
        var restedAt: [Int: UInt64] = [:]
        /// Those in which the disk failed, was full or slow: what was heard may not have been recorded then.
        var onBadDisk: Set<Int> = []
        /// What the operator had sent again, by person and step.
        var retried: Set<String> = []
        var wasSetAt: [Int64] = []
        /// When the relay's weather changed last, or the daemon was killed: messages may be late since.
        var troubleAt: Int64?
        var wire: Wire
        /// What the operator has written, what of it serves, and what served before.
        var shop: Shop
        var serving: Shop
        var servingSince: Int64 = 0
        var served: [(shop: Shop, until: Int64)] = []
        /// The campaigns whose steps were edited.
        var edited: Set<String> = []
        /// How many days each step was ever told to wait.
        var days: [String: [Int]] = [:]
        /// Whose clock the operator changed: to how many hours, and since when.
        var clocks: [Int: (hours: Int64, since: Int64)] = [:]
        /// To whom the relay refused something.
        var refused: Set<Int> = []
        /// Why somebody may be suppressed, by what was said and by what a relay answered.
        var causes: [Int: Set<String>] = [:]
        var returns = Returns()
        var breakers = Breakers()
        var alarms = Alarms()
        /// Whom each connection's message is for.
        var recipients: [Int: Int] = [:]
        var weather = Happening.Weather.fine
        /// The daemon said that it cannot record, and not that it can again; a disk that failed is asked again every
        /// second, and the calendar leaps over hours meanwhile.
        var isStill = false
        /// Since when nothing keeps messages from going, in milliseconds that went by.
        var wellSince: Int64 = 0
        /// Whose no comes when the relay is told of the next message to them.
        var hesitating: Set<Int> = []
        /// What the operator pauses then; nil is nothing.
        var pausing: String??
        /// At how many writes the disk fails as soon as the relay takes no connection.
        var failing: Int?
        var wrong: [String] = []

        init(_ choice: MonthHome.Choice) {
            wire = Wire(choice)
            shop = Shop(choice)
            serving = shop
            for step in shop.campaigns.flatMap(\.steps) { days[step.subject] = [step.days] }
        }

        /// Messages' subjects, by what their steps are called or were.
        var subjects: [String: String] {
            var subjects: [String: String] = [:]
            for campaign in (served.map(\.shop) + [serving, shop]).flatMap(\.campaigns) {
                for step in campaign.steps { subjects["\(campaign.name)/\(step.name)"] = step.subject }
            }
            return subjects
        }

        mutating func isErased(_ person: Int) {
            isErasing.insert(person)
            known[person] = mails.count
        }

        /// What the operator has written serves from now on.
        mutating func serve(at now: Int64) {
            served.append((serving, now))
            let isOther = serving.limits != shop.limits
            (serving, servingSince) = (shop, now)
            if isOther { wire.startOver(shop.limits) }
        }
    }

    /// The end of a daemon's life, on the world's clock.
    struct End: Sendable {
        let moment: UInt64
        /// It was told to stop, and had its time.
        let isStop: Bool
    }

    /// A body that has begun.
    struct Begun: Sendable {
        let at: Int64
        let passed: Int64
        let nos: [No]
        let pauses: [String?: UInt64]
        let breakers: [String: UInt64]
        let moment: UInt64
        /// When the daemon had nothing in its hands last.
        let rested: UInt64
        /// Whose it is: one that is read after a kill is still the dead daemon's.
        let life: Int
    }

    let state: Mutex<State>
    let story: Story
    private let clock: MonthClock
    private let world: HandWorld
    private let trace: Trace
    private let people: [String: Int]
    /// Where mail comes back to.
    let spool: String

    init(_ story: Story, _ world: HandWorld, _ clock: MonthClock, _ trace: Trace, spool: String) {
        self.story = story
        self.spool = spool
        state = Mutex(State(story.choice))
        self.world = world
        self.clock = clock
        self.trace = trace
        // What the world remembers is no memory of the daemon's.
        state.withLock { state in
            state.mails.reserveCapacity(story.people.count * 8)
            state.answered.reserveCapacity(story.people.count * 8)
        }
        people = Dictionary(uniqueKeysWithValues: story.people.map { ($0.address, $0.number) })
    }

    /// The first thing that was promised not to happen.
    var wrong: String? { state.withLock { $0.wrong.first } }

    func note(_ line: String) { trace.note(line) }

    /// Milliseconds of the calendar since the month began, and the moment of the world's clock.
    var now: (elapsed: Int64, moment: UInt64) { (clock.elapsed, world.now) }

    /// From now on somebody may be suppressed for this reason.
    func mayBeSuppressed(_ person: Int, _ reason: String) {
        state.withLock { _ = $0.causes[person, default: []].insert(reason) }
    }

    /// From now on messages may be late.
    func isTroubled() {
        let (now, passed) = (clock.elapsed, clock.passed)
        state.withLock { state in
            state.troubleAt = now
            state.wellSince = passed
        }
    }

    func isNotWell() {
        let passed = clock.passed
        state.withLock { $0.wellSince = passed }
    }

    /// What the operator has written is what serves.
    func filesServe() {
        let now = clock.passed
        state.withLock { $0.serve(at: now) }
    }

    func fail(_ sentence: String) {
        trace.note("WRONG: \(sentence)")
        state.withLock { $0.wrong.append(sentence) }
    }

    // MARK: What the relay hears

    /// What happens in the middle of what a daemon does.
    enum LastMoment {
        /// Somebody says no, whose message the relay hears of.
        case says(Int)
        case pauses(campaign: String?)
        /// The disk, at so many writes.
        case fails(times: Int)
    }

    /// `lastMoment` is told what is to happen now.
    func hear(_ heard: MemoryRelay.Heard, lastMoment: (LastMoment) -> Void) {
        switch heard {
        case .refused:
            if let times = state.withLock({ state in
                defer { state.failing = nil }
                return state.failing
            }) {
                lastMoment(.fails(times: times))
            }
        case .opened(let connection, let together):
            trace.note("\(world.now) \(connection) is open, one of \(together)")
            if together > story.choice.connections { fail("the relay has \(together) connections") }
        case .command(let connection, let line):
            trace.note("\(world.now) \(connection)> \(line)")
            let at = clock.passed
            for sentence in state.withLock({ $0.wire.hear(line, on: connection, at: at) }) { fail(sentence) }
            guard line.hasPrefix("RCPT TO:<"), let person = people[String(line.dropFirst(9).prefix { $0 != ">" })]
            else {
                return
            }
            let (hesitates, pausing) = state.withLock { state in
                defer { state.pausing = nil }
                state.recipients[connection] = person
                return (state.hesitating.remove(person) != nil, state.pausing)
            }
            if hesitates { lastMoment(.says(person)) }
            if let pausing { lastMoment(.pauses(campaign: pausing)) }
        case .reply(let connection, let text):
            trace.note("\(world.now) \(connection)< \(text)")
            let at = clock.passed
            state.withLock { state in
                state.wire.hear(reply: text, on: connection, at: at)
                guard let person = state.recipients[connection] else { return }
                if !text.hasPrefix("2"), !text.hasPrefix("3") { state.refused.insert(person) }
                if text.hasPrefix("5") { state.causes[person, default: []].insert("bounced") }
            }
        case .bodyBegan(let connection, let recipient):
            guard let person = people[recipient] else { return }
            lookAtSpool()
            let (now, at, passed) = (world.now, clock.elapsed, clock.passed)
            state.withLock { state in
                state.begun[connection] = Begun(
                    at: at, passed: passed, nos: state.nos[person] ?? [], pauses: state.pauses,
                    breakers: state.breakers.paused, moment: now, rested: state.restedAt[state.life] ?? 0,
                    life: state.life)
            }
        case .took(let connection, let recipient, let octets, let answer):
            guard let person = people[recipient] else {
                if recipient != "ida@shop.example" { fail("a message went to \(recipient), whom nobody knows") }
                return
            }
            let letter = Letter(octets)
            var sum = Checksum()
            sum.add(octets)
            trace.note(
                "\(world.now) \(connection) took \(letter.subject) for \(person): \(octets.count) \(sum.value) \(answer.rawValue)"
            )
            let (begun, sender) = state.withLock { state in
                (state.begun.removeValue(forKey: connection), state.wire.sender(on: connection))
            }
            let mail = Mail(
                person: person, connection: connection, letter: letter, sum: sum.value,
                at: begun?.at ?? clock.elapsed, answer: answer, sender: sender, passed: begun?.passed ?? clock.passed,
                moment: world.now, life: begun?.life ?? 0)
            let wrong = state.withLock { state in
                let found = Mailing(
                    mail, begun: begun, state, person: story.people[person], choice: story.choice
                ).wrong
                state.mails.append(mail)
                return found
            }
            for sentence in wrong { fail(sentence) }
        case .unheard(let connection):
            trace.note("\(world.now) \(connection) was left before its answer was read")
            state.withLock { state in
                // Another body that has begun since is what it gave up.
                guard state.begun[connection] == nil,
                    let last = state.mails.lastIndex(where: { $0.connection == connection })
                else { return }
                state.mails[last].answer = .none
            }
        }
    }

    /// The last letter that somebody got and that has what is asked for.
    func lastLetter<Value>(to person: Int, _ value: (Letter) -> Value?) -> Value? {
        state.withLock { state in
            for mail in state.mails.reversed() where mail.person == person {
                if let found = value(mail.letter) { return found }
            }
            return nil
        }
    }

    /// What was answered to somebody as recorded.
    func answered(_ answer: Answered) {
        state.withLock { state in
            state.answered.append(answer)
            if case .no(let person, let no) = answer { state.nos[person, default: []].append(no) }
        }
    }
}
