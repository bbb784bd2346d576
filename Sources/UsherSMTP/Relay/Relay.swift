import UsherCore
import UsherSupport

/// The relay: connections to one SMTP server, kept ready and talked on at the same time.
///
/// Everything happens on one lane of its own; only connecting blocks, elsewhere. It decides nothing: which connections
/// there are and who gets which message is `RelayPool`, what is said on one is `Dialogue`, and what became of each
/// message it says, once.
///
/// Memory: it holds itself while a connection is open or opening. `drain` or `close` ends that.
package actor Relay {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private nonisolated let lane: any Lane
    private nonisolated let transport: any RelayTransport
    private nonisolated let settings: RelaySettings
    private let gate: LastLook
    private let report: @Sendable (RelayEvent) -> Void

    private var pool: RelayPool
    private var actions: [RelayPool.Action] = []
    private var isActing = false
    /// The connections by their numbers, those that have just closed among them.
    private var connections: [Int: Connection] = [:]
    /// The watch of the connections' wires; nil while there is no connection.
    private var watch: (any WireWatch)?
    private var timer: (any LaneTimer)?
    private let isCancelled = CancelFlag()
    private var waiters: [CheckedContinuation<Void, Never>] = []
    private var readBuffer = [UInt8](repeating: 0, count: 16 * 1024)

    /// Makes a relay that has no connection yet.
    ///
    /// - Parameters:
    ///   - gate: asked right before the first octet of a message's body goes to the socket, on the relay's lane. It
    ///     may be asked again for the same message while nothing of it has gone.
    ///   - report: called on the relay's lane; must not block.
    package init(
        settings: RelaySettings, gate: @escaping LastLook, lane: any Lane, transport: any RelayTransport,
        report: @escaping @Sendable (RelayEvent) -> Void
    ) {
        self.settings = settings
        self.gate = gate
        self.lane = lane
        self.transport = transport
        self.report = report
        pool = RelayPool(
            limits: RelayPool.Limits(
                connections: settings.smtp.connections, patience: settings.timeouts.patience.milliseconds))
    }

    /// Makes a relay that talks over sockets, on a queue of its own.
    package init(
        settings: RelaySettings, gate: @escaping LastLook, report: @escaping @Sendable (RelayEvent) -> Void
    ) {
        let executor = QueueExecutor(label: "usher.relay")
        self.init(
            settings: settings, gate: gate, lane: executor, transport: CurlTransport(queue: executor.queue),
            report: report)
    }

    /// Sees to it that up to this many connections are open or opening, at most `smtp.connections`. Those that are
    /// opened because a connection carried its number of messages follow by themselves; after a fault nothing is tried
    /// again before the next call.
    package func open(_ count: Int) { handle(.wanted(count)) }

    /// Takes the messages over: each gets exactly one outcome, in the order of the messages as far as that is one
    /// connection's. More than the room told of come back as `notStarted`, and so does what still waits when no
    /// connection is left.
    package func send(_ messages: [OutgoingMessage]) { handle(.handed(messages)) }

    /// How many messages it can take now, and in all.
    package var places: RelaySlots { pool.places(at: lane.now) }

    /// How many messages it can take now and in all, and how many of these places may be filled so that each message
    /// can start soon.
    package var openings: (places: RelaySlots, soon: RelaySoon) { (places, pool.soon(at: lane.now)) }

    /// How many connections are ready.
    package var ready: Int { pool.ready }

    /// How far the relay's offer of PIPELINING has proved true.
    var pipelining: Dialogue.Pipelining { pool.pipelining }

    /// Ends for good, politely: attempts under way are dropped, open transactions finish, QUIT; messages not begun come
    /// back as `notStarted`. Every outcome has been reported when it returns. A second call waits as well.
    package func drain() async {
        handle(.drain)
        if pool.isGone {
            handle(.reportDue)
        } else {
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    /// Begins what `drain` does, without waiting for it.
    package nonisolated func beginDraining() { lane.run { self.assumeIsolated { $0.handle(.drain) } } }

    /// Ends for good, at once: every connection is cut, what was under way is reported as lost. May be called during
    /// `drain`, which then waits for that.
    package nonisolated func beginClosing() { lane.run { self.assumeIsolated { $0.handle(.close) } } }

    // MARK: What the pool says

    /// Tells the pool what happened and carries out what it says, until there is nothing left to do.
    private func handle(_ event: RelayPool.Event) {
        pool.handle(event, now: lane.now, &actions)
        guard !isActing else { return }
        isActing = true
        var next = 0
        while next < actions.count {
            perform(actions[next])
            next += 1
        }
        actions.removeAll(keepingCapacity: true)
        isActing = false
    }

    private func perform(_ action: RelayPool.Action) {
        switch action {
        case .connect(let number): connect(number)
        case .wait(let number, let milliseconds):
            lane.run(after: .milliseconds(milliseconds)) { [weak self] in
                self?.assumeIsolated { $0.handle(.waited(number)) }
            }
        case .cancelAttempts: isCancelled.set()
        case .offer(let message, let number): offer(message, to: number)
        case .drain(let number): tell(.drain, number)
        case .close(let number): tell(.closed(.closed), number)
        case .lockStep(let number): tell(.lockStep, number)
        case .forget(let number): forget(number)
        case .reportSoon: lane.run { self.assumeIsolated { $0.handle(.reportDue) } }
        case .report(let event): report(event)
        case .gone:
            for waiter in waiters { waiter.resume() }
            waiters = []
        }
    }

    private func connect(_ number: Int) {
        transport.connect(by: settings, isCancelled: isCancelled) { [lane] result in
            lane.run { self.assumeIsolated { $0.ended(number, result) } }
        }
    }

    private func ended(_ number: Int, _ result: Handover<Result<ReadyWire, RelayFault>>) {
        switch result.take() {
        case .success(let ready):
            watch = watch ?? transport.watch { self.assumeIsolated { $0.look() } }
            guard watch?.add(ready.wire, id: number) == true else {
                handle(.failed(number, .other("the kernel watches no more sockets")))
                return stopWatching()
            }
            let connection = Connection(
                ready, pipelining: pool.pipelining, settings: settings, gate: gate, lane: lane)
            connections[number] = connection
            handle(.connected(number, ready.capabilities, connection.standing))
            startTimer()
        case .failure(let fault): handle(.failed(number, fault))
        case nil: break
        }
    }

    private func offer(_ message: OutgoingMessage, to number: Int) {
        guard let connection = connections[number] else { return }
        let isTaken = connection.offer(message, &pool.heard)
        connection.flush(&pool.heard)
        handle(.offered(number, connection.standing, declined: isTaken ? nil : message))
    }

    private func tell(_ event: Dialogue.Event, _ number: Int) {
        guard let connection = connections[number] else { return }
        connection.tell(event, &pool.heard)
        handle(.moved(number, connection.standing))
    }

    /// Lets go of a connection. Its descriptor is closed with the last reference.
    private func forget(_ number: Int) {
        connections[number] = nil
        stopWatching()
    }

    private func stopWatching() {
        guard connections.isEmpty else { return }
        timer = nil
        watch?.cancel()
        watch = nil
    }

    // MARK: What the wires and the clock say

    private func look() {
        watch?.look { ready in
            guard let connection = connections[ready.id] else { return }
            if ready.isReadable {
                readBuffer.withUnsafeMutableBytes { connection.readable($0, &pool.heard) }
                handle(.moved(ready.id, connection.standing))
            }
            connection.flush(&pool.heard)
            if ready.isReadable { connection.acknowledge() }
            handle(.moved(ready.id, connection.standing))
        }
    }

    private func startTimer() {
        guard timer == nil, !connections.isEmpty else { return }
        timer = lane.timer { [weak self] in self?.assumeIsolated { $0.tick() } }
        armTimer()
    }

    /// Starts the one timer for all deadlines: it fires at a quarter of the shortest time, between 5 ms and a second.
    private func armTimer() {
        let times = settings.timeouts
        let shortest = [times.mail, times.rcpt, times.data, times.body, times.dot, times.rset, times.quit].min()
        let idle = Duration.milliseconds(settings.smtp.idleCloseMilliseconds)
        let interval = min(max(min(shortest ?? idle, idle).milliseconds / 4, 5), 1000)
        timer?.arm(milliseconds: interval, leeway: interval / 4)
    }

    private func tick() {
        let now = lane.now
        for number in pool.connections {
            guard let connection = connections[number] else { continue }
            connection.tick(now: now, &pool.heard)
            handle(.moved(number, connection.standing))
        }
        armTimer()
    }
}
