import Foundation
import TestSupport
import TestWorld
import UsherCore
import UsherDaemon
import UsherMail
import UsherStore

/// One month of a daemon's life, played from its story in one thread.
package final class Month {
    /// What became of it.
    package struct Result: Sendable {
        /// The first thing that was promised not to happen; nil where all was kept.
        package var wrong: String?
        package var sum: UInt64 = 0
        package var lines: [String] = []
        package var mails = 0
        package var kills = 0
        package var powerLosses = 0
        package var steps = 0
    }

    private let story: Story
    private let folder: TemporaryFolder
    private let world: HandWorld
    private let clock: MonthClock
    private let trace: Trace
    private let witness: Witness
    private let relay: MemoryRelay
    private let hands: Operator
    private var life: Life?
    private var lives = 0
    private var token = ""
    private var database = ""
    private var result = Result()
    private let disk: FaultyDisk
    private var random: SeededGenerator
    /// At how many of the world's steps the daemon is killed.
    private var killAt: Int?
    /// The next death of the daemon's disk is everybody's.
    private var losesPower = false

    /// Plays it. `keepsLines`: the result has every line of what happened. Throws what is no fault of Usher's.
    package static func play(_ story: Story, keepsLines: Bool = false) throws -> Result {
        let month = try Month(story, keepsLines: keepsLines)
        do { try month.play() } catch let end as Ended { month.witness.fail(end.why) }
        return month.finished()
    }

    /// The month cannot go on.
    private struct Ended: Error {
        let why: String
    }

    private init(_ story: Story, keepsLines: Bool) throws {
        self.story = story
        folder = try TemporaryFolder()
        world = HandWorld(seed: story.seed)
        // A Monday.
        clock = MonthClock(world, start: try Timestamp(parsing: "2026-06-01T00:00:00Z", clock: .utc))
        trace = Trace(keepsLines: keepsLines)
        TraceLog.write(to: trace)
        let witness = Witness(story, world, clock, trace)
        self.witness = witness
        let hands = Operator(folder: folder.path, clock: clock)
        self.hands = hands
        relay = MemoryRelay(world) { heard in
            witness.hear(heard) { person in
                do {
                    try hands.suppress(story.people[person].address)
                    witness.answered(.no(person, .init(campaign: nil, until: nil, by: "operator")))
                } catch { witness.note("not done: \(error)") }
            }
        }
        random = SeededGenerator(seed: story.seed ^ 0xD15C)
        FaultyDisk.beginWorld(unixMilliseconds: clock.now().milliseconds, using: &random)
        disk = try FaultyDisk(folder.path, using: &random)
        disk.begin(Self.others)
        try MonthHome.write(to: folder.path, story.choice)
        (token, database) = try hands.prepare(story.seed, secret: APISecret())
    }

    private func finished() -> Result {
        result.wrong = witness.wrong
        (result.sum, result.lines) = (trace.sum, trace.lines)
        (result.mails, result.steps) = (witness.state.withLock { $0.mails.count }, world.steps)
        end()
        FaultyDisk.endWorld()
        return result
    }

    private func play() throws {
        start()
        for happening in story.happenings {
            try advance(to: happening.at)
            perform(happening)
            try stopWhereWrong()
        }
        try advance(to: Story.length)
        try calm()
        if !world.isAllInOneThread { throw Ended(why: "something ran on another thread") }
    }

    private func stopWhereWrong() throws {
        if let wrong = witness.wrong { throw Ended(why: wrong) }
    }

    // MARK: Time

    /// Lets the daemon do what is to do up to a moment of the calendar, and leaps over what is idle.
    private func advance(to moment: Int64) throws {
        while true {
            try rest()
            let now = clock.elapsed
            guard now < moment else { return }
            let due = nextDue().map { max($0, now + 1) } ?? moment
            clock.leap(min(due, moment) - now)
            life?.wake()
        }
    }

    /// Nanoseconds that nothing has to happen in until the calendar may leap; after an edit, until it is noticed; and the
    /// most that are waited for that.
    private static let quiet: UInt64 = 1_200_000_000
    private static let quietAfterEdit: UInt64 = 5_000_000_000
    private static let patience: UInt64 = 900_000_000_000
    private static let mostSteps = 3_000_000

    private var quiet = Month.quiet

    /// Runs until nothing happens any more but the ticking of clocks.
    private func rest() throws {
        let begun = world.now
        var (last, seen) = (world.now, trace.count)
        defer { quiet = Self.quiet }
        while true {
            if let killAt, world.steps >= killAt { kill() }
            guard world.step() else { return }
            guard world.steps < Self.mostSteps else {
                throw Ended(why: "the month takes more than \(Self.mostSteps) steps")
            }
            try look()
            if trace.count != seen { (last, seen) = (world.now, trace.count) }
            guard world.now >= last + quiet else { continue }
            if !isBusy() || world.now >= begun + Self.patience { return }
            last = world.now
        }
    }

    /// Whether a daemon has something in its hands.
    private func isBusy() -> Bool {
        guard life != nil else { return false }
        return (try? books().number("SELECT count(*) FROM claims")).flatMap { $0 } ?? 0 > 0
    }

    /// When something waits to be sent, in milliseconds since the month began.
    private func nextDue() -> Int64? {
        guard life != nil, let due = try? books().nextDue(after: clock.now().milliseconds) else { return nil }
        return Timestamp(milliseconds: due).since(clock.now()) + clock.elapsed
    }

    private var open: Books?

    /// The database as it is now, over a connection that lasts from one life to the next.
    private func books() throws -> Books {
        if let open { return open }
        let books = try Books(database)
        open = books
        return books
    }

    /// After each step.
    private func look() throws {
        try stopWhereWrong()
        guard let life else { return }
        if disk.isDead(process) { return losesPower ? losePower() : kill() }
        switch life.ending {
        case .runs: break
        case .stopped: throw Ended(why: "the daemon stopped by itself")
        case .failed(let why): throw Ended(why: "the daemon ended: \(why)")
        }
    }

    // MARK: Lives

    private func start() {
        lives += 1
        let (trace, world, number) = (trace, world, lives)
        witness.state.withLock { $0.life = number }
        do {
            disk.begin(process)
            defer { disk.begin(Self.others) }
            let life = try Life(
                world, folder: folder.path, clock: clock, relay: relay, number: number,
                news: { news in if let line = news.traced { trace.note("\(world.now) \(line)") } })
            life.begin()
            self.life = life
            trace.note("\(world.now) the daemon begins its life \(number)")
        } catch {
            witness.fail("the daemon does not start: \(error)")
        }
    }

    /// The daemon's number for the disk; commands and checks are the last one.
    private var process: Int { lives % Self.others }
    private static let others = 63

    private func losePower() {
        result.powerLosses += 1
        trace.note("\(world.now) the power is gone")
        end()
        disk.losePower(using: &random)
        disk.begin(Self.others)
        comeBack()
    }

    private func kill() {
        guard life != nil else { return }
        result.kills += 1
        trace.note("\(world.now) the daemon is killed")
        end()
        comeBack()
    }

    /// After a death: what was promised is there, and the next life begins.
    private func comeBack() {
        do { try recount() } catch { witness.fail("the database cannot be read: \(error)") }
        start()
    }

    /// The process is gone, with whatever it was at.
    private func end() {
        // Whatever was to end this process has no other to end.
        (killAt, losesPower) = (nil, false)
        guard let life else { return }
        defer { self.life = nil }
        witness.isTroubled()
        world.end(life.group)
        relay.hangUpAll()
        open = nil
        life.leave()
        if case .runs = life.ending { disk.kill(process) }
        do { try life.home.store.close() } catch { trace.note("closing: \(error)") }
    }

    private func restart() throws {
        try stop()
        try recount()
        start()
    }

    /// As a signal stops it.
    private func stop() throws {
        guard let life else { return }
        life.stop()
        trace.note("\(world.now) the daemon is told to stop")
        let isOver = world.run {
            if case .runs = life.ending { return false }
            return true
        }
        guard isOver else { throw Ended(why: "the daemon does not stop") }
        if case .failed(let why) = life.ending { throw Ended(why: "the daemon ended: \(why)") }
        end()
    }

    private func recount(isEnd: Bool = false) throws {
        var count = try Recount(try books(), witness)
        if isEnd { try count.end(now: clock.now().milliseconds) }
        for sentence in count.wrong { witness.fail(sentence) }
    }

    /// Everything is mended, and four more days pass: then everything due has gone.
    private func calm() throws {
        disk.kill(process, atCall: nil)
        disk.limit(nil)
        relay.moods = RelayMoods()
        let open = witness.state.withLock { Array($0.pauses.keys) }
        for scope in open { perform(Happening(at: clock.elapsed, what: .resumes(campaign: scope))) }
        perform(Happening(at: clock.elapsed, what: .resumes(campaign: nil)))
        try restart()
        try advance(to: clock.elapsed + 4 * Story.day)
        // Long enough for everything that the daemon does now and then.
        quiet = 100_000_000_000
        try rest()
        try stop()
        try recount(isEnd: true)
    }

    // MARK: What happens

    private func perform(_ happening: Happening) {
        trace.note("\(world.now) \(happening)")
        do { try perform(happening.what) } catch { trace.note("not done: \(error)") }
    }

    private func perform(_ what: Happening.What) throws {
        switch what {
        case .isEntered(let person, let campaign):
            tell("enrollments", person, ["campaign": campaign]) {
                .entered(person, campaign: campaign)
            }
        case .does(let person, let event):
            let key = "\(event)-\(person)-\(world.now)"
            tell("events", person, ["event": event, "key": key]) { .event(person, name: event, key: key) }
        case .signsUp(let person):
            let address = story.people[person].address
            let form = "address=\(address)&campaign=notebook&zone=\(story.people[person].zone)"
            post("/mail/subscribe", form, by: person) { _ in }
        case .confirms(let person):
            guard let path = witness.lastLetter(to: person, { $0.confirm }) else { return }
            post(path, "choice=confirm", by: person) { [witness] status in
                if status == 200 { witness.state.withLock { $0.nos[person] = nil } }
            }
        case .saysNo(let person, let no): saysNo(person, no)
        case .isErased(let person):
            // A command that fails has promised nothing, and may have begun.
            witness.state.withLock { _ = $0.isErasing.insert(person) }
            try hands.beginErasing(story.people[person].address)
            witness.state.withLock { $0.erased[person] = false }
        case .suppresses(let person):
            try hands.suppress(story.people[person].address)
            witness.answered(.no(person, .init(campaign: nil, until: nil, by: "operator")))
        case .suppressesAtLastMoment(let person): witness.state.withLock { _ = $0.hesitating.insert(person) }
        case .pauses(let campaign):
            try hands.pause(campaign)
            witness.state.withLock { $0.pauses[campaign] = world.now }
        case .resumes(let campaign):
            witness.state.withLock { $0.pauses[campaign] = nil }
            try hands.resume(campaign)
        case .edits(let step, let edition):
            try MonthHome.put(MonthHome.template(step, edition: edition), folder.path, "templates/\(step).md")
            quiet = Self.quietAfterEdit
        case .imports(let people, let campaign):
            for person in people where witness.state.withLock({ $0.erased[person] != nil }) {
                witness.state.withLock { $0.erased[person] = true }
            }
            let entered = try hands.imports(people.map { story.people[$0] }, into: campaign)
            for (person, isIn) in zip(people, entered) where isIn {
                witness.answered(.entered(person, campaign: campaign))
            }
        case .relay(let weather):
            relay.moods = weather.moods
            witness.isTroubled()
        case .isKilled(let steps): killAt = world.steps + steps
        case .isCut(let call): disk.kill(process, atCall: call)
        case .losesPower(let call):
            losesPower = true
            disk.kill(process, atCall: call)
        case .diskIsFull(let room): disk.limit(Books.size(database) + room)
        case .diskHasRoom: disk.limit(nil)
        case .diskFails(let call, let times): disk.fail(call == .write ? .write : .sync, times: times)
        case .restarts: try restart()
        case .isSet(let milliseconds):
            witness.state.withLock { $0.wasSetAt.append(clock.elapsed) }
            clock.leap(milliseconds)
        }
    }

    private func saysNo(_ person: Int, _ no: Happening.No) {
        guard let letter = witness.lastLetter(to: person, { $0.unsubscribe == nil ? nil : $0 }),
            let path = letter.unsubscribe
        else { return }
        let campaign = letter.subject.contains("/") ? String(letter.subject.prefix { $0 != "/" }) : nil
        let until = no == .pause ? clock.elapsed + 29 * Story.day : nil
        let said = Witness.No(campaign: no == .campaign ? campaign : nil, until: until, by: no.rawValue)
        let form = no == .oneClick ? "List-Unsubscribe=One-Click" : "choice=\(no.rawValue)"
        post(path, form, by: person) { [witness] status in
            guard status == 200 else { return }
            witness.answered(.no(person, said))
        }
    }

    private func tell(
        _ path: String, _ person: Int, _ fields: [String: String], _ answer: @escaping @Sendable () -> Witness.Answered
    ) {
        var fields = fields
        // Each says it: whichever comes first makes the contact.
        fields["address"] = story.people[person].address
        fields["zone"] = story.people[person].zone
        ask(.json("/mail/v1/\(path)", fields, token: token), by: person) { [witness] status in
            if status == 201 || status == 200 { witness.answered(answer()) }
        }
    }

    private func post(_ path: String, _ form: String, by person: Int, then: @escaping @Sendable (Int) -> Void) {
        ask(.form(path, form), by: person, then: then)
    }

    private func ask(_ request: Life.Request, by person: Int, then: @escaping @Sendable (Int) -> Void) {
        witness.state.withLock { state in if state.erased[person] != nil { state.erased[person] = true } }
        let (trace, world) = (trace, world)
        life?.ask(request) { status in
            trace.note("\(world.now) person \(person): \(request.path.prefix(12)) \(status)")
            then(status)
        }
    }
}
