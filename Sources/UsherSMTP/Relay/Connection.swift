import Dispatch
import UsherCore

/// One ready connection: carries out what its dialogue says. Lives on the relay's queue.
final class Connection {
    private(set) var dialogue: Dialogue
    /// Given up; its socket is watched no longer.
    private(set) var isClosed = false
    /// How it ended, once it is closed.
    private(set) var ending = Ending.quiet
    private let session: CurlSession
    private let socket: WatchedSocket
    private let onClosed: () -> Void
    private let timeouts: RelayTimeouts
    private let idleClose: Duration
    private let gate: LastLook
    private var parser = ReplyParser()
    private var outbox = Outbox()
    private var messages: [OutgoingMessage] = []
    private var actions: [Dialogue.Action] = []
    private var deadline: UInt64 = .max
    private var idleSince: UInt64
    /// Since something was last read.
    private var hasWritten = false

    /// What came of it since the relay last looked.
    struct News {
        var outcomes: [(delivery: DeliveryID, outcome: AttemptOutcome)] = []
        var lockStep = false
    }

    enum Ending: Equatable {
        /// Idle, or as agreed: nothing to replace.
        case quiet
        /// While there was work.
        case busy
        /// Before it carried anything.
        case early(RelayFault)
    }

    init(
        _ ready: ConnectAttempt.Ready, pipelining: Dialogue.Pipelining, environment: Environment, socket: WatchedSocket,
        onClosed: @escaping () -> Void
    ) {
        session = ready.session
        dialogue = Dialogue(
            capabilities: ready.capabilities, pipelining: pipelining,
            limit: environment.settings.smtp.messagesPerConnection)
        self.socket = socket
        self.onClosed = onClosed
        timeouts = environment.settings.timeouts
        idleClose = .milliseconds(environment.settings.smtp.idleCloseMilliseconds)
        gate = environment.gate
        idleSince = Self.now
        setDeadline(.idle)
    }

    struct Environment: Sendable {
        let settings: RelaySettings
        let gate: LastLook
    }

    /// Nanoseconds of the monotonic clock.
    static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }

    /// Idle for so long that the server may well have given it up: a quarter of the time after which we would.
    private var hasIdled: Bool {
        Self.now &- idleSince > UInt64(idleClose.milliseconds) &* 1_000_000 / 4
    }

    /// Takes new messages, as far as its dialogue has room.
    var isServing: Bool { !isClosed && !dialogue.isEnding && !dialogue.isDraining }

    /// `flush` must follow.
    func offer(_ message: OutgoingMessage, _ news: inout News) {
        let afterIdle = dialogue.isIdle && hasIdled
        messages.append(message)
        handle(
            .offered(
                Dialogue.Offer(
                    delivery: message.delivery, size: message.bytes.count, needsSMTPUTF8: message.needsSMTPUTF8,
                    afterIdle: afterIdle)), &news)
    }

    /// Reads what there is. `flush` must follow: it writes what that led to in one go.
    func readable(_ buffer: UnsafeMutableRawBufferPointer, _ news: inout News) {
        hasWritten = false
        reading: while !isClosed {
            switch session.receive(into: buffer) {
            case .octets(let count):
                parser.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                takeReplies(&news)
                // Plain sockets say what is left by being readable again; TLS may hold it back.
                if count < buffer.count, !session.isEncrypted { break reading }
            case .again: break reading
            case .closed: handle(.closed(.closed), &news)
            }
        }
    }

    /// An event from the relay: drain, lock-step.
    func tell(_ event: Dialogue.Event, _ news: inout News) {
        handle(event, &news)
        flush(&news)
    }

    func tick(now: UInt64, _ news: inout News) {
        guard now >= deadline, !isClosed else { return }
        tell(.deadline, &news)
    }

    private func takeReplies(_ news: inout News) {
        do throws(ReplyParser.Malformed) {
            while !isClosed, let reply = try parser.next() { handle(.reply(reply), &news) }
        } catch {
            handle(.malformed(error.reason), &news)
        }
    }

    private func handle(_ event: Dialogue.Event, _ news: inout News) {
        guard !isClosed else { return }
        let (phase, wasEnding) = (dialogue.phase, dialogue.isEnding)
        dialogue.handle(event, &actions)
        for action in actions { perform(action, &news) }
        actions.removeAll(keepingCapacity: true)
        if isClosed { ending = ending(of: event, in: phase, wasEnding: wasEnding, news) }
    }

    private func ending(
        of event: Dialogue.Event, in phase: WirePhase, wasEnding: Bool, _ news: News
    ) -> Ending {
        if dialogue.begun >= dialogue.limit { return .busy }
        if wasEnding || dialogue.isDraining { return .quiet }
        if dialogue.answered > 0 || news.lockStep || event.isStop { return phase == .idle ? .quiet : .busy }
        if phase == .idle, hasIdled { return .quiet }
        return .early(event == .deadline ? .timeout(phase) : .lost(phase))
    }

    private func perform(_ action: Dialogue.Action, _ news: inout News) {
        switch action {
        case .write(let command): write(command)
        case .writeBody(let delivery):
            if let message = message(delivery) { outbox.append(body: message) }
        case .deadline(let phase): setDeadline(phase)
        case .outcome(let delivery, let outcome):
            messages.removeAll { $0.delivery == delivery }
            news.outcomes.append((delivery, outcome))
        case .lockStep: news.lockStep = true
        case .close:
            isClosed = true
            socket.cancel()
            onClosed()
        }
    }

    private func write(_ command: Dialogue.Command) {
        let capabilities = dialogue.capabilities
        switch command {
        case .mail(let delivery):
            guard let message = message(delivery) else { return }
            outbox.append { CommandBytes.mail(message, capabilities, to: &$0) }
        case .rcpt(let delivery):
            guard let message = message(delivery) else { return }
            outbox.append { CommandBytes.rcpt(message, to: &$0) }
        case .data: outbox.append { CommandBytes.append("DATA\r\n", to: &$0) }
        case .dot: outbox.append { CommandBytes.append(CommandBytes.dot, to: &$0) }
        case .rset: outbox.append { CommandBytes.append("RSET\r\n", to: &$0) }
        case .quit: outbox.append { CommandBytes.append("QUIT\r\n", to: &$0) }
        }
    }

    private func message(_ delivery: DeliveryID) -> OutgoingMessage? { messages.first { $0.delivery == delivery } }

    /// Writes until the outbox is empty or the socket is full. Asks the gate whenever the next octet is the first of a body.
    func flush(_ news: inout News) {
        while !isClosed, !outbox.isEmpty {
            if let delivery = outbox.bodyToStart, let outcome = gate(delivery) {
                handle(.stopped(outcome), &news)
                return
            }
            switch outbox.withNext(session.send) {
            case .octets(let count):
                hasWritten = true
                if outbox.advance(by: count) {
                    handle(.bodyWritten, &news)
                } else if dialogue.phase == .body {
                    setDeadline(.body)
                }
            case .again:
                outbox.stall()
                socket.wantsWrite(true)
                return
            case .closed: handle(.closed(.closed), &news)
            }
        }
        socket.wantsWrite(false)
    }

    /// After a read that nothing was written on: a server may keep its next replies back until the last one is acknowledged, which the
    /// kernel would do after 40 ms.
    func acknowledge() {
        guard !hasWritten, !isClosed, !dialogue.isIdle else { return }
        session.acknowledge()
    }

    private func setDeadline(_ phase: WirePhase) {
        let time =
            switch phase {
            case .mail: timeouts.mail
            case .rcpt: timeouts.rcpt
            case .data: timeouts.data
            case .body: timeouts.body
            case .dot: timeouts.dot
            case .rset: timeouts.rset
            case .quit: timeouts.quit
            case .idle: idleClose
            case .connect, .greeting, .ehlo, .startTLS, .auth: timeouts.login
            }
        let now = Self.now
        if phase == .idle { idleSince = now }
        deadline = now &+ UInt64(time.milliseconds) &* 1_000_000
    }
}
