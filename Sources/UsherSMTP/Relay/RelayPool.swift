import UsherCore

/// The connections to one relay, and the line of messages that wait for a place in one: what to do about each thing
/// that happens.
///
/// Pure: no socket, no clock. A connection has the number of the attempt that made it, and is known by what it last
/// showed (`Standing`). A message that was handed over is in one place until it is answered: in the line, in a
/// connection's dialogue, or in `heard`.
struct RelayPool {
    /// How long no more connections are tried after the relay refused more than it serves, in nanoseconds.
    static let ceilingLasts: UInt64 = 60_000_000_000
    /// How many messages a connection's dialogue and its share of the line take at most.
    static let longestLine = Dialogue.capacity + RelayPace.most

    struct Limits: Hashable {
        /// How many connections there are at most at once.
        var connections: Int
        /// How many milliseconds an attempt may say nothing until another is begun beside it. The more are silent, the
        /// longer this gets.
        var patience: Int
    }

    /// One attempt under way.
    private struct Attempt {
        let number: Int
        /// Whether it has said nothing for too long. It may get ready all the same, and nobody counts on it.
        var isSilent = false
    }

    private struct Member {
        let number: Int
        var standing: Standing
    }

    let limits: Limits
    private var attempts: [Attempt] = []
    private var nextAttempt = 0
    /// The first fault among the attempts of one moment.
    private var attemptFault: RelayFault?
    /// The connections in the order in which they got ready, those that have just closed among them.
    private var members: [Member] = []
    /// How many connections the owner wants.
    private var wanted = 0
    /// How many connections are tried at most, and until when, after the relay refused more; nil where it did not.
    private var ceiling: (connections: Int, until: UInt64)?
    /// How far the relay's offer of PIPELINING has proved true: what one connection found holds for the next.
    private(set) var pipelining = Dialogue.Pipelining.offered
    private var isDraining = false

    private var line: ArraySlice<OutgoingMessage> = []
    /// Whether an offer is under way: until it is answered, there is no telling who has room.
    private var isOffering = false
    private var pace = RelayPace()

    /// What connections told and nobody has reported yet. They write into it as they go; then follows `.moved` or
    /// `.offered`.
    var heard = Heard()
    private var isReportDue = false
    private var isConnected = false
    private var newlyReady: RelayCapabilities?

    init(limits: Limits) { self.limits = limits }

    /// Appends what is to be done about `event` to `actions`, in order. `now` is the monotonic clock's, in nanoseconds.
    mutating func handle(_ event: Event, now: UInt64, _ actions: inout [Action]) {
        switch event {
        case .wanted(let count):
            guard !isDraining else { return }
            wanted = min(count, limits.connections)
            return openMissing(now, &actions)
        case .waited(let number): return stopWaiting(for: number, &actions)
        case .reportDue: return report(now, &actions)
        case .handed(let messages): lineUp(messages)
        case .connected(let number, let capabilities, let standing):
            add(number, capabilities, standing, &actions)
            endBurst(now, &actions)
        case .failed(let number, let fault):
            fail(number, fault)
            endBurst(now, &actions)
        case .moved(let number, let standing): move(number, standing, &actions)
        case .offered(let number, let standing, let declined):
            isOffering = false
            if let declined { line.insert(declined, at: line.startIndex) }
            move(number, standing, &actions)
        case .drain: end(&actions) { .drain($0) }
        case .close: end(&actions) { .close($0) }
        }
        place(&actions)
        reportSoon(&actions)
    }

    /// How many connections are open.
    var ready: Int { members.count { $0.standing.ending == nil } }

    /// Whether nothing is open, opening or closing.
    var isGone: Bool { members.isEmpty && attempts.isEmpty }

    /// The numbers of the connections, in the order in which they got ready.
    var connections: [Int] { members.map(\.number) }

    // MARK: Attempts

    /// How many attempts somebody still counts on.
    private var hopeful: Int { attempts.count { !$0.isSilent } }

    /// Begins an attempt for each connection that is wanted and not there, all at once.
    private mutating func openMissing(_ now: UInt64, _ actions: inout [Action]) {
        if let ceiling, ceiling.until <= now { self.ceiling = nil }
        let target = min(wanted, ceiling?.connections ?? .max)
        while !isDraining, ready + hopeful < target { attempt(&actions) }
    }

    private mutating func attempt(_ actions: inout [Action]) {
        let silent = min(attempts.count - hopeful, 6)
        actions.append(.wait(nextAttempt, milliseconds: limits.patience << silent))
        actions.append(.connect(nextAttempt))
        attempts.append(Attempt(number: nextAttempt))
        nextAttempt += 1
    }

    /// Stops counting on an attempt that says nothing. When no connection is ready, another attempt is begun beside it:
    /// one silent peer stops nobody.
    private mutating func stopWaiting(for number: Int, _ actions: inout [Action]) {
        guard let index = attempts.firstIndex(where: { $0.number == number && !$0.isSilent }) else { return }
        attempts[index].isSilent = true
        guard !isDraining, ready == 0, hopeful == 0 else { return }
        actions.append(.report(.silent))
        attempt(&actions)
    }

    private mutating func add(
        _ number: Int, _ capabilities: RelayCapabilities, _ standing: Standing, _ actions: inout [Action]
    ) {
        attempts.removeAll { $0.number == number }
        members.append(Member(number: number, standing: standing))
        if !isConnected { newlyReady = capabilities }
        isConnected = true
        // One that had been given up is one too many now.
        guard isDraining || ready > limits.connections else { return }
        members[members.count - 1].standing.room = 0
        members[members.count - 1].standing.isServing = false
        actions.append(.drain(number))
    }

    private mutating func fail(_ number: Int, _ fault: RelayFault) {
        guard let index = attempts.firstIndex(where: { $0.number == number }) else { return }
        let attempt = attempts.remove(at: index)
        // What became of one that nobody counts on is told only when there is nothing better to tell.
        if !attempt.isSilent || (ready == 0 && attempts.isEmpty) { attemptFault = attemptFault ?? fault }
    }

    /// Says what became of the attempts of one moment, once all of them are over.
    private mutating func endBurst(_ now: UInt64, _ actions: inout [Action]) {
        guard hopeful == 0, let fault = attemptFault else { return }
        attemptFault = nil
        guard !isDraining else { return }
        if ready > 0 {
            let most = min(ready, limits.connections)
            ceiling = (most, now &+ Self.ceilingLasts)
            actions.append(.report(.limited(to: most, fault)))
        } else {
            wanted = 0
            actions.append(.report(.fault(fault)))
        }
    }

    // MARK: Connections

    private mutating func move(_ number: Int, _ standing: Standing, _ actions: inout [Action]) {
        if let index = members.firstIndex(where: { $0.number == number }) { members[index].standing = standing }
        if pipelining != .refused { pipelining = max(pipelining, standing.pipelining) }
        guard heard.lockStep else { return }
        heard.lockStep = false
        guard pipelining != .refused else { return }
        pipelining = .refused
        for member in members { actions.append(.lockStep(member.number)) }
        actions.append(.report(.lockStep))
    }

    private mutating func end(_ actions: inout [Action], _ ending: (Int) -> Action) {
        isDraining = true
        actions.append(.cancelAttempts)
        giveBackLine()
        for member in members { actions.append(ending(member.number)) }
    }

    /// Lets go of the connections that have closed, after what they still told is reported.
    private mutating func retireClosed(_ now: UInt64, _ actions: inout [Action]) {
        while let index = members.firstIndex(where: { $0.standing.ending != nil }) {
            let member = members.remove(at: index)
            actions.append(.forget(member.number))
            if members.isEmpty { isConnected = false }
            switch member.standing.ending {
            case .busy: openMissing(now, &actions)
            case .quiet, nil: wanted = min(wanted, ready + hopeful)
            case .early(let fault):
                if ready + hopeful == 0, !isDraining {
                    wanted = 0
                    actions.append(.report(.fault(fault)))
                }
            }
            reportSoon(&actions)
        }
    }

    // MARK: The line

    /// How many messages can be taken now, and in all.
    mutating func places(at now: UInt64) -> RelaySlots {
        var places = RelaySlots()
        guard !isDraining else { return places }
        for member in members where member.standing.isServing {
            places.atOnce += member.standing.room
            places.connections += 1
        }
        let longest = pace.line(for: places.connections, at: now)
        places.ahead = max(0, longest - line.count)
        places.all = places.connections * Dialogue.capacity + max(longest, line.count)
        return places
    }

    /// How many of these places may be filled so that each message can start soon.
    mutating func soon(at now: UInt64) -> RelaySoon { pace.soon(for: serving, at: now) }

    private var serving: Int { members.count { $0.standing.isServing } }

    /// Takes messages into the line. It may have become shorter since its room was told: what was claimed for it is
    /// taken all the same, and no more than that.
    private mutating func lineUp(_ messages: [OutgoingMessage]) {
        let room = isDraining ? 0 : max(0, serving * Self.longestLine - line.count)
        line += messages.prefix(room)
        for message in messages.dropFirst(room) { heard.outcomes.append((message.delivery, .notStarted)) }
    }

    /// Offers the first message in line to the connection that holds least. All share the line, so that one that hangs
    /// keeps nothing back.
    private mutating func place(_ actions: inout [Action]) {
        guard !line.isEmpty, !isOffering else { return }
        let free = members.lazy.filter { $0.standing.room > 0 && $0.standing.ending == nil }
        guard let least = free.min(by: { $0.standing.held < $1.standing.held }) else { return }
        isOffering = true
        actions.append(.offer(line.removeFirst(), to: least.number))
    }

    private mutating func giveBackLine() {
        for message in line { heard.outcomes.append((message.delivery, .notStarted)) }
        line = []
    }

    // MARK: Reports

    /// Asks for a report behind what the lane holds already, so that a busy one reports many outcomes at once.
    private mutating func reportSoon(_ actions: inout [Action]) {
        guard !isReportDue else { return }
        isReportDue = true
        actions.append(.reportSoon)
    }

    private mutating func report(_ now: UInt64, _ actions: inout [Action]) {
        isReportDue = false
        let isGone = isGone
        if isGone { giveBackLine() }
        if let capabilities = newlyReady { actions.append(.report(.connected(capabilities))) }
        newlyReady = nil
        if !heard.outcomes.isEmpty {
            pace.finished(heard.outcomes.count, at: now)
            actions.append(.report(.outcomes(heard.outcomes)))
            heard.outcomes.removeAll(keepingCapacity: true)
        }
        let room = places(at: now).free
        if room > 0 { actions.append(.report(.room(room))) }
        if isGone { actions.append(.gone) }
        retireClosed(now, &actions)
    }
}
