import Dispatch
import UsherCore
import UsherSupport

/// The relay: connections to one SMTP server, kept ready and talked on at the same time.
///
/// Everything happens on one serial queue of its own; only connecting blocks, on a short-lived thread per attempt. It decides nothing about
/// deliveries: it says what happened to each, once.
///
/// Memory: it holds itself while a connection is open or opening. `drain` or `close` ends that.
package actor Relay {
    package nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    nonisolated let executor: QueueExecutor
    nonisolated let settings: RelaySettings
    let gate: LastLook
    let report: @Sendable (RelayEvent) -> Void
    let isCancelled = CancelFlag()

    /// By a number of their own; those that have just closed among them.
    var connections: [Int: Connection] = [:]
    var nextConnection = 0
    /// While there are connections.
    var sockets: SocketSet?
    /// Attempts under way.
    var attempts = 0
    /// By their numbers, those among them that one still waits for. The others have said nothing for too long: they
    /// may get ready all the same, and nobody counts on them.
    var young: Set<Int> = []
    var nextAttempt = 0
    /// The first fault among them.
    var attemptFault: RelayFault?
    /// How many connections the owner wants.
    var wanted = 0
    /// No more than this, until then (monotonic nanoseconds): the relay refused more.
    var ceiling: (connections: Int, until: UInt64)?
    var pipelining = Dialogue.Pipelining.offered
    var isDraining = false
    var waiters: [CheckedContinuation<Void, Never>] = []

    /// The waiting line.
    var waiting: ArraySlice<OutgoingMessage> = []
    var pace = RelayPace()

    var news = Connection.News()
    var isReportDue = false
    var isConnected = false
    var newlyReady: RelayCapabilities?
    var timer: (any DispatchSourceTimer)?
    var readBuffer = [UInt8](repeating: 0, count: 16 * 1024)

    /// - Parameters:
    ///   - gate: asked right before the first octet of a message's body goes to the socket, on the relay's queue. It
    ///     may be asked again for the same message while nothing of it has gone.
    ///   - report: called on the relay's queue; must not block.
    package init(
        settings: RelaySettings, gate: @escaping LastLook,
        report: @escaping @Sendable (RelayEvent) -> Void
    ) {
        self.settings = settings
        self.gate = gate
        self.report = report
        executor = QueueExecutor(label: "usher.relay")
    }

    /// Sees to it that up to this many connections are open or opening, at most `smtp.connections`. Those that are opened because a
    /// connection carried its number of messages follow by themselves; after a fault nothing is tried again before the next call.
    package func open(_ count: Int) {
        guard !isDraining else { return }
        wanted = min(count, settings.smtp.connections)
        openMissing()
    }

    /// Takes the messages over: each gets exactly one outcome, in the order of the messages as far as that is one connection's. More than
    /// the room told of come back as `notStarted`, and so does what still waits when no connection is left.
    package func send(_ messages: [OutgoingMessage]) {
        line(up: messages)
        settle()
    }

    /// How many connections are ready.
    package var ready: Int { connections.values.count { !$0.isClosed } }

    /// Ends for good, politely: attempts under way are dropped, open transactions finish, QUIT; messages not begun come back as
    /// `notStarted`. Every outcome has been reported when it returns. A second call waits as well.
    package func drain() async {
        isDraining = true
        isCancelled.set()
        giveBackWaiting()
        for connection in connections.values { connection.tell(.drain, &news) }
        settle()
        await untilGone()
    }

    /// Ends for good, at once: every connection is cut, what was under way is reported as lost. All outcomes have been reported when it
    /// returns. May be called during `drain`.
    package func close() async {
        isDraining = true
        isCancelled.set()
        giveBackWaiting()
        for connection in connections.values { connection.tell(.closed(.closed), &news) }
        settle()
        await untilGone()
    }

    private func untilGone() async {
        if isGone {
            deliver()
        } else {
            await withCheckedContinuation { waiters.append($0) }
        }
    }

    /// Nothing is open, opening or closing.
    var isGone: Bool { connections.isEmpty && attempts == 0 }
}
