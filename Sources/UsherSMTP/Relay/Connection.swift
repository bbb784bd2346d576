import UsherCore
import UsherSupport

/// One ready connection: carries out what its dialogue says. Lives on the relay's lane.
final class Connection {
    private var dialogue: Dialogue
    /// Whether the connection is given up; its wire is watched no longer.
    private var isClosed = false
    /// How the connection ended, once it is closed.
    private var ending = RelayPool.Ending.quiet
    private let wire: any Wire
    private let lane: any Lane
    private let timeouts: RelayTimeouts
    private let idleClose: Duration
    private let gate: LastLook
    private var parser = ReplyParser()
    private var outbox = Outbox()
    private var messages: [OutgoingMessage] = []
    private var actions: [Dialogue.Action] = []
    private var deadline: UInt64 = .max
    private var idleSince: UInt64
    /// Whether something was written since something was last read.
    private var hasWritten = false

    init(
        _ ready: ReadyWire, pipelining: Dialogue.Pipelining, settings: RelaySettings,
        gate: @escaping LastLook, lane: any Lane
    ) {
        wire = ready.wire
        self.lane = lane
        dialogue = Dialogue(
            capabilities: ready.capabilities, pipelining: pipelining, limit: settings.smtp.messagesPerConnection)
        timeouts = settings.timeouts
        idleClose = .milliseconds(settings.smtp.idleCloseMilliseconds)
        self.gate = gate
        idleSince = lane.now
        setDeadline(.idle)
    }

    /// The connection's state, by which the pool decides.
    var standing: RelayPool.Standing {
        RelayPool.Standing(
            held: dialogue.messages.count, room: dialogue.room,
            isServing: !isClosed && !dialogue.isEnding && !dialogue.isDraining, ending: isClosed ? ending : nil,
            pipelining: dialogue.pipelining)
    }

    /// Whether the connection was idle for so long that the server may well have given it up: a quarter of the time
    /// after which we would.
    private var hasIdled: Bool {
        lane.now &- idleSince > UInt64(idleClose.milliseconds) &* 1_000_000 / 4
    }

    /// Offers a message to the dialogue. False when it takes no more. `flush` must follow.
    func offer(_ message: OutgoingMessage, _ heard: inout RelayPool.Heard) -> Bool {
        guard dialogue.room > 0 else { return false }
        let afterIdle = dialogue.isIdle && hasIdled
        messages.append(message)
        handle(
            .offered(
                Dialogue.Offer(
                    delivery: message.delivery, size: message.bytes.count, needsSMTPUTF8: message.needsSMTPUTF8,
                    afterIdle: afterIdle)), &heard)
        return true
    }

    /// Reads what has come. `flush` must follow: it writes what that led to in one go.
    func readable(_ buffer: UnsafeMutableRawBufferPointer, _ heard: inout RelayPool.Heard) {
        hasWritten = false
        reading: while !isClosed {
            switch wire.receive(into: buffer) {
            case .octets(let count):
                parser.feed(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                takeReplies(&heard)
                // Plain sockets say what is left by being readable again; TLS may hold it back.
                if count < buffer.count, !wire.isEncrypted { break reading }
            case .again: break reading
            case .closed: handle(.closed(.closed), &heard)
            }
        }
    }

    /// Hands the dialogue an event from the relay: drain, or lock-step.
    func tell(_ event: Dialogue.Event, _ heard: inout RelayPool.Heard) {
        handle(event, &heard)
        flush(&heard)
    }

    func tick(now: UInt64, _ heard: inout RelayPool.Heard) {
        guard now >= deadline, !isClosed else { return }
        tell(.deadline, &heard)
    }

    private func takeReplies(_ heard: inout RelayPool.Heard) {
        do throws(ReplyParser.Malformed) {
            while !isClosed, let reply = try parser.next() { handle(.reply(reply), &heard) }
        } catch {
            handle(.malformed(error.reason), &heard)
        }
    }

    private func handle(_ event: Dialogue.Event, _ heard: inout RelayPool.Heard) {
        guard !isClosed else { return }
        let (phase, wasEnding) = (dialogue.phase, dialogue.isEnding)
        let known = heard.outcomes.count
        dialogue.handle(event, &actions)
        for action in actions { perform(action, &heard) }
        actions.removeAll(keepingCapacity: true)
        guard isClosed else { return }
        let isTold = heard.outcomes[known...].first?.outcome.tellsOfEnd ?? false
        ending = ending(of: event, in: phase, wasEnding: wasEnding, isTold: isTold, heard)
    }

    /// `isTold`: the outcome of the message that the connection was at says why it ended.
    private func ending(
        of event: Dialogue.Event, in phase: WirePhase, wasEnding: Bool, isTold: Bool, _ heard: RelayPool.Heard
    ) -> RelayPool.Ending {
        if dialogue.begun >= dialogue.limit || isTold { return .busy }
        if wasEnding || dialogue.isDraining { return .quiet }
        if dialogue.answered > 0 || heard.lockStep || event.isStop { return phase == .idle ? .quiet : .busy }
        if phase == .idle, hasIdled { return .quiet }
        return .early(event == .deadline ? .timeout(phase) : .lost(phase))
    }

    private func perform(_ action: Dialogue.Action, _ heard: inout RelayPool.Heard) {
        switch action {
        case .write(let command): write(command)
        case .writeBody(let delivery):
            if let message = message(delivery) { outbox.append(body: message) }
        case .deadline(let phase): setDeadline(phase)
        case .outcome(let delivery, let outcome):
            messages.removeAll { $0.delivery == delivery }
            heard.outcomes.append((delivery, outcome))
        case .lockStep: heard.lockStep = true
        case .close:
            isClosed = true
            wire.unwatch()
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

    /// Writes until the outbox is empty or the wire is full. Asks the gate whenever the next octet is the first of a
    /// body.
    func flush(_ heard: inout RelayPool.Heard) {
        while !isClosed, !outbox.isEmpty {
            if let delivery = outbox.bodyToStart, let outcome = gate(delivery) {
                handle(.stopped(outcome), &heard)
                return
            }
            switch outbox.withNext(wire.send) {
            case .octets(let count):
                hasWritten = true
                if outbox.advance(by: count) {
                    handle(.bodyWritten, &heard)
                } else if dialogue.phase == .body {
                    setDeadline(.body)
                }
            case .again:
                outbox.stall()
                wire.wantsWrite(true)
                return
            case .closed: handle(.closed(.closed), &heard)
            }
        }
        wire.wantsWrite(false)
    }

    /// Acknowledges a read on which nothing was written: a server may keep its next replies back until the last one is
    /// acknowledged, which the kernel would do after 40 ms.
    func acknowledge() {
        guard !hasWritten, !isClosed, !dialogue.isIdle else { return }
        wire.acknowledge()
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
        let now = lane.now
        if phase == .idle { idleSince = now }
        deadline = now &+ UInt64(time.milliseconds) &* 1_000_000
    }
}
