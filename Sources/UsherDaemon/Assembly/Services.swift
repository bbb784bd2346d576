import ServiceLifecycle
import Synchronization
import UnixSignals
import UsherCore

/// The workers as a service: a graceful shutdown stops claiming and finishes what is open.
struct WorkerService: Service {
    let workers: Workers
    let housekeeper: Housekeeper

    func run() async throws {
        try await withGracefulShutdownHandler {
            try await workers.run()
        } onGracefulShutdown: {
            housekeeper.sayStopping()
            workers.stop()
        }
    }
}

/// The housekeeper as a service, with SIGHUP.
struct HousekeepingService: Service {
    let housekeeper: Housekeeper

    func run() async throws {
        let hangups = await UnixSignalsSequence(trapping: .sighup)
        await cancelWhenGracefulShutdown {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    await housekeeper.sayReady()
                    await housekeeper.run()
                }
                group.addTask { for await _ in hangups { await housekeeper.reloadNow() } }
                await group.waitForAll()
            }
        }
    }
}

/// Mail that comes back, as a service: a graceful shutdown ends it behind the commit that it is at.
struct ReturnsService: Service {
    let reader: SpoolReader

    func run() async throws { await cancelWhenGracefulShutdown { await reader.run() } }
}

/// Trouble told to a human, as a service.
struct AlertingService: Service {
    let alerting: Alerting

    func run() async throws { await cancelWhenGracefulShutdown { await alerting.run() } }
}

/// Looks into the mailbox that mail comes back to; a graceful shutdown waits for no server.
struct MailboxService: Service {
    let reader: MailboxReader

    func run() async throws { await cancelWhenGracefulShutdown { await reader.run() } }
}

/// Ends a run when the queue is empty, if that is wanted.
final class EndWhenEmpty: Sendable {
    private let isWanted: Bool
    private let state = Mutex<Worker?>(nil)

    init(isWanted: Bool) { self.isWanted = isWanted }

    var worker: Worker? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }

    func hear(_ news: WorkerNews) {
        if isWanted, case .quiet(nextDue: nil) = news { worker?.stop() }
    }
}
