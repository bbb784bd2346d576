import Dispatch
import Foundation
import Synchronization
import UsherCore

extension Relay {
    /// Attempts for the connections that are wanted and not there, all at once.
    func openMissing() {
        if let ceiling, ceiling.until <= Connection.now { self.ceiling = nil }
        let target = min(wanted, ceiling?.connections ?? .max)
        while !isDraining, ready + young.count < target { attempt() }
    }

    private func attempt() {
        let number = nextAttempt
        nextAttempt += 1
        loseHope(in: number)
        attempts += 1
        young.insert(number)
        let attempt = ConnectAttempt(settings: settings, isCancelled: isCancelled)
        let queue = executor.queue
        let thread = Thread {
            let result = Handover(Result { () throws(RelayFault) in try attempt.run() })
            queue.async { self.assumeIsolated { $0.attemptEnded(number, result) } }
        }
        thread.name = "usher.connect"
        thread.stackSize = 256 * 1024
        thread.start()
    }

    /// One silent peer stops nobody: when the attempt says nothing for a while and no connection is ready, another is
    /// begun beside it. The more of them are silent, the longer the next one gets.
    private func loseHope(in number: Int) {
        let silent = min(attempts - young.count, 6)
        let patience = DispatchTimeInterval.milliseconds(settings.timeouts.patience.milliseconds << silent)
        executor.queue.asyncAfter(deadline: .now() + patience) { [weak self] in
            self?.assumeIsolated { $0.hasWaited(for: number) }
        }
    }

    private func hasWaited(for number: Int) {
        guard young.remove(number) != nil, !isDraining, ready == 0, young.isEmpty else { return }
        report(.silent)
        attempt()
    }

    private func attemptEnded(_ number: Int, _ handover: Handover<Result<ConnectAttempt.Ready, RelayFault>>) {
        attempts -= 1
        let wasSilent = young.remove(number) == nil
        switch handover.take() {
        case .success(let ready): add(ready)
        case .failure(let fault):
            // What became of one that nobody counts on is told only when there is nothing better to tell.
            if !wasSilent || (ready == 0 && attempts == 0) { attemptFault = attemptFault ?? fault }
        case nil: break
        }
        if young.isEmpty { endBurst() }
        settle()
    }

    private func endBurst() {
        guard let fault = attemptFault else { return }
        attemptFault = nil
        guard !isDraining else { return }
        if ready > 0 {
            ceiling = (ready, Connection.now &+ 60_000_000_000)
            report(.limited(to: ready, fault))
        } else {
            wanted = 0
            report(.fault(fault))
        }
    }

    private func add(_ ready: ConnectAttempt.Ready) {
        let id = nextConnection
        nextConnection += 1
        guard let socket = watch(ready.session.socket, id: id) else {
            attemptFault = attemptFault ?? .other("the kernel watches no more sockets")
            return
        }
        let connection = Connection(
            ready, pipelining: pipelining, environment: Connection.Environment(settings: settings, gate: gate),
            socket: socket,
            onClosed: { self.executor.queue.async { self.assumeIsolated { $0.gone(id) } } })
        connections[id] = connection
        if !isConnected { newlyReady = ready.capabilities }
        isConnected = true
        // One that had been given up is one too many now.
        if isDraining || self.ready > settings.smtp.connections { connection.tell(.drain, &news) }
        refill(connection)
        connection.flush(&news)
        startTimer()
    }

    private func watch(_ socket: Int32, id: Int) -> WatchedSocket? {
        sockets = sockets ?? SocketSet(queue: executor.queue) { self.assumeIsolated { $0.look() } }
        if let watched = sockets?.add(socket, id: id) { return watched }
        if connections.isEmpty { stopWatching() }
        return nil
    }

    private func stopWatching() {
        sockets?.cancel()
        sockets = nil
    }

    private func look() {
        sockets?.look { ready in
            guard let connection = connections[ready.id] else { return }
            if ready.isReadable {
                readBuffer.withUnsafeMutableBytes { connection.readable($0, &news) }
                refill(connection)
            }
            connection.flush(&news)
            if ready.isReadable { connection.acknowledge() }
        }
        settle()
    }

    /// What it still told comes before what its end leads to. Its descriptor is closed with the last reference.
    private func gone(_ id: Int) {
        deliver()
        guard let connection = connections.removeValue(forKey: id) else { return }
        retire(connection)
        settle()
    }

    private func retire(_ connection: Connection) {
        if connections.isEmpty { isConnected = false }
        switch connection.ending {
        case .busy: openMissing()
        case .quiet: wanted = min(wanted, ready + young.count)
        case .early(let fault):
            if ready + young.count == 0, !isDraining {
                wanted = 0
                report(.fault(fault))
            }
        }
        if connections.isEmpty {
            timer?.cancel()
            timer = nil
            stopWatching()
        }
    }

    /// One timer for all deadlines: at a quarter of the shortest time, between 5 ms and a second.
    private func startTimer() {
        guard timer == nil else { return }
        let times = settings.timeouts
        let shortest = [times.mail, times.rcpt, times.data, times.body, times.dot, times.rset, times.quit].min()
        let idle = Duration.milliseconds(settings.smtp.idleCloseMilliseconds)
        let interval = min(max(min(shortest ?? idle, idle).milliseconds / 4, 5), 1000)
        let timer = DispatchSource.makeTimerSource(queue: executor.queue)
        timer.schedule(
            deadline: .now() + .milliseconds(interval), repeating: .milliseconds(interval),
            leeway: .milliseconds(interval / 4))
        timer.setEventHandler { self.assumeIsolated { $0.tick() } }
        timer.resume()
        self.timer = timer
    }

    private func tick() {
        let now = Connection.now
        for connection in connections.values { connection.tick(now: now, &news) }
        settle()
    }
}

/// Carries a value that is not Sendable from one thread to another, once.
final class Handover<Value>: Sendable {
    private let value: Mutex<Value?>

    init(_ value: sending Value) { self.value = Mutex(value) }

    /// Nil when it was taken before.
    func take() -> sending Value? {
        value.withLock { value in
            let taken = value
            value = nil
            return taken
        }
    }
}
