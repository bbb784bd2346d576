import Synchronization
import TestWorld

/// Who saw everything from outside: what was answered to people, and what came to mailboxes. It knows nothing of how
/// Usher works, and says when something happened that was promised not to.
final class Witness: Sendable {
    /// A message that the relay kept.
    struct Mail: Hashable, Sendable {
        let person: Int
        let letter: Letter
        /// Of all its octets.
        let sum: UInt64
        /// When its body began: milliseconds of the calendar since the month began.
        let at: Int64
        let answer: MemoryRelay.Answer
        /// The relay said that it has it.
        var isSaid: Bool { answer == .yes }
        /// In which life of the daemon.
        let life: Int
    }

    /// A no that was answered with a yes.
    struct No: Hashable, Sendable {
        /// Nil is all marketing.
        let campaign: String?
        let until: Int64?
        let by: String
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
        var life = 0
        var wasSetAt: [Int64] = []
        /// When the relay's weather changed last, or the daemon was killed: messages may be late since.
        var troubleAt: Int64?
        /// Whose no comes when the relay is told of the next message to them.
        var hesitating: Set<Int> = []
        var wrong: [String] = []
    }

    /// A body that has begun.
    struct Begun: Sendable {
        let at: Int64
        let nos: [No]
        let pauses: [String?: UInt64]
        let moment: UInt64
        /// Whose it is: one that is read after a kill is still the dead daemon's.
        let life: Int
    }

    let state = Mutex(State())
    let story: Story
    private let clock: MonthClock
    private let world: HandWorld
    private let trace: Trace
    private let people: [String: Int]

    init(_ story: Story, _ world: HandWorld, _ clock: MonthClock, _ trace: Trace) {
        self.story = story
        self.world = world
        self.clock = clock
        self.trace = trace
        people = Dictionary(uniqueKeysWithValues: story.people.map { ($0.address, $0.number) })
    }

    /// The first thing that was promised not to happen.
    var wrong: String? { state.withLock { $0.wrong.first } }

    func note(_ line: String) { trace.note(line) }

    /// From now on messages may be late.
    func isTroubled() {
        let now = clock.elapsed
        state.withLock { $0.troubleAt = now }
    }

    func fail(_ sentence: String) {
        trace.note("WRONG: \(sentence)")
        state.withLock { $0.wrong.append(sentence) }
    }

    // MARK: What the relay hears

    /// `lastMoment` is told whose message the relay hears of, where that person hesitates.
    func hear(_ heard: MemoryRelay.Heard, lastMoment: (Int) -> Void) {
        switch heard {
        case .command(let connection, let line):
            trace.note("\(world.now) \(connection)> \(line)")
            guard line.hasPrefix("RCPT TO:<"), let person = people[String(line.dropFirst(9).prefix { $0 != ">" })],
                state.withLock({ $0.hesitating.remove(person) }) != nil
            else { return }
            lastMoment(person)
        case .reply(let connection, let text): trace.note("\(world.now) \(connection)< \(text)")
        case .bodyBegan(let connection, let recipient):
            guard let person = people[recipient] else { return }
            let (now, at) = (world.now, clock.elapsed)
            state.withLock { state in
                state.begun[connection] = Begun(
                    at: at, nos: state.nos[person] ?? [], pauses: state.pauses, moment: now,
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
            let begun = state.withLock { $0.begun.removeValue(forKey: connection) }
            let mail = Mail(
                person: person, letter: letter, sum: sum.value, at: begun?.at ?? clock.elapsed, answer: answer,
                life: begun?.life ?? 0)
            let wrong = state.withLock { state in
                let found = Mailing(
                    mail, begun: begun, before: state.mails, person: story.people[person], choice: story.choice,
                    wasSetAt: state.wasSetAt, troubleAt: state.troubleAt
                ).wrong
                state.mails.append(mail)
                return found
            }
            for sentence in wrong { fail(sentence) }
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
