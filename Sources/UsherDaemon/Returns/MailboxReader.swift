import Foundation
import Logging
import Synchronization
import UsherCore
import UsherHome
import UsherIMAP
import UsherReports
import UsherStore
import UsherSupport

/// Looks into the mailbox of `receive.imap` again and again, and puts into the spool what is ours. Each visit has a
/// thread of its own, which nobody waits for: neither sending nor a stop.
package actor MailboxReader {
    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let home: String
    private let settings: @Sendable () -> IMAPSettings?
    private let store: any Store
    private let judge: MailboxJudge
    private let environment: [String: String]
    private let timeouts: MailboxTimeouts
    private let note: Note
    private let logger: Logger

    private var pace = MailboxPace()
    /// The settings and the password that the visit before was made with; nil before the first.
    private var access: MailboxAccess?
    private var nextVisit: ContinuousClock.Instant?
    private var trouble: MailboxTrouble?

    /// Writes down how the mailbox is.
    typealias Note = @Sendable (_ change: (inout DaemonReport.Mailbox?) -> Void) -> Void

    /// The name under which the store has what is remembered of the mailbox.
    private static let memory = "mailbox"

    init(
        home: String, settings: @escaping @Sendable () -> IMAPSettings?, store: any Store, judge: MailboxJudge,
        environment: [String: String],
        timeouts: MailboxTimeouts = MailboxTimeouts(), note: @escaping Note, lanes: Lanes = .queues, logger: Logger
    ) {
        lane = lanes.lane("usher.mailbox")
        self.home = home
        self.settings = settings
        self.store = store
        self.judge = judge
        self.environment = environment
        self.timeouts = timeouts
        self.note = note
        self.logger = logger
    }

    /// Visits again and again until cancelled, and then returns at once, whatever a server is at.
    package func run() async {
        while !Task.isCancelled {
            await tick()
            try? await lane.sleep(for: .seconds(1))
        }
    }

    /// Makes a visit, if it is time for one.
    func tick() async {
        guard let imap = settings() else {
            if access != nil { forget() }
            return
        }
        let now = lane.instant
        if let nextVisit, now < nextVisit, !isAnother(imap) { return }
        let every = Duration.milliseconds(imap.everyMilliseconds)
        let met = await visit(imap)
        guard !Task.isCancelled else { return }
        nextVisit = lane.instant + pace.wait(after: met, every: every)
        say(met, of: imap)
    }

    /// Whether the settings or the password differ from those of the visit before: then a mailbox that refused them is
    /// asked at once.
    private func isAnother(_ imap: IMAPSettings) -> Bool {
        guard let access else { return true }
        guard access.imap == absolute(imap) else { return true }
        guard trouble == .refused || trouble.isHere, let found = try? password(imap) else { return false }
        return found != access.password
    }

    private func absolute(_ imap: IMAPSettings) -> IMAPSettings {
        var imap = imap
        imap.authority = imap.authority.map { FolderPath.absolute($0, from: home) }
        return imap
    }

    private func password(_ imap: IMAPSettings) throws(SecretResolver.Fault) -> String {
        try SecretResolver.password(for: imap, home: home, environment: environment).secret.reveal()
    }

    private func forget() {
        (access, nextVisit, trouble, pace) = (nil, nil, nil, MailboxPace())
        note { $0 = nil }
    }

    // MARK: A visit

    private func visit(_ imap: IMAPSettings) async -> MailboxTrouble? {
        let absolute = absolute(imap)
        let found: String
        do throws(SecretResolver.Fault) { found = try password(imap) } catch {
            access = MailboxAccess(absolute, password: "", timeouts: timeouts)
            return .here("\(error)")
        }
        let access = MailboxAccess(absolute, password: found, timeouts: timeouts)
        if access != self.access { pace = MailboxPace() }
        self.access = access
        if let path = absolute.authority {
            // libcurl would wait for ever at a pipe.
            do { _ = try RegularFile.octets(of: path, atMost: 16 << 20) } catch {
                return .here("the certificates of 'authority', \(path): \(error.reason)")
            }
        }
        let memory: MailboxMemory
        do { memory = MailboxMemory(try store.note(Self.memory), account: imap.account) } catch {
            return .here("\(error)")
        }
        return await call(access, memory)
    }

    /// Makes a visit on a thread of its own. Returns at once when this task is cancelled; the thread then ends by
    /// itself.
    private func call(_ access: MailboxAccess, _ memory: MailboxMemory) async -> MailboxTrouble? {
        let stop = StopFlag()
        let answer = VisitAnswer()
        let (store, judge, logger) = (store, judge, logger)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                answer.wait(continuation)
                let thread = Thread {
                    var met: MailboxTrouble?
                    do throws(MailboxTrouble) {
                        try MailboxCall(access, isStopped: stop).run(
                            memory, Self.hands(judge, store, logger, isStopped: stop))
                    } catch { met = error }
                    answer.give(met)
                }
                thread.name = "usher.imap"
                thread.stackSize = 1024 * 1024
                thread.start()
            }
        } onCancel: {
            stop.set()
            answer.give(.timeout)
        }
    }

    private static func hands(
        _ judge: MailboxJudge, _ store: any Store, _ logger: Logger, isStopped: StopFlag
    ) -> MailboxCall.Hands {
        MailboxCall.Hands(
            judge: { mail throws(MailboxTrouble) in
                guard !isStopped.isSet else { throw .timeout }
                return try judge.takes(mail)
            },
            remember: { new throws(MailboxTrouble) in
                guard !isStopped.isSet else { throw .timeout }
                do { try store.setNote(memory, try new.text) } catch { throw .here("\(error)") }
            },
            tell: { news in
                switch news {
                case .tooLarge(let uid):
                    logger.warning("in the mailbox, message \(uid) is larger than 10 MB; it stays there, unread")
                case .unreadable(let uid, let tries):
                    logger.warning(
                        "in the mailbox, message \(uid) could not be read \(tries) times; it is passed over and stays")
                case .renumbered:
                    logger.notice("the mailbox has numbered its messages anew; all of them are looked at once more")
                }
            })
    }

    // MARK: What is said

    /// Logs each trouble once.
    private func say(_ met: MailboxTrouble?, of imap: IMAPSettings) {
        let before = trouble
        trouble = met
        let now = SystemClock().now()
        let wait = nextVisit.map { lane.instant.duration(to: $0).components.seconds } ?? 0
        note { known in
            var mailbox = known ?? DaemonReport.Mailbox()
            if met == nil { mailbox.looked = now }
            mailbox.since = met == nil ? nil : before == nil ? now : mailbox.since ?? now
            mailbox.trouble = met.map { "\($0)" }
            mailbox.next = met == nil ? nil : now.adding(milliseconds: wait * 1000)
            known = mailbox
        }
        if let met, met != before {
            logger.warning("mail that came back waits in the mailbox on \(imap.host): \(met)")
        } else if met == nil, before != nil {
            logger.notice("the mailbox on \(imap.host) is looked into again")
        }
    }
}

extension MailboxTrouble? {
    fileprivate var isHere: Bool {
        if case .here? = self { return true }
        return false
    }
}

/// The end of a visit, for the one who waits: the first word counts.
private final class VisitAnswer: Sendable {
    private enum State {
        case open
        case waiting(CheckedContinuation<MailboxTrouble?, Never>)
        case given(MailboxTrouble?)
    }

    private let state = Mutex(State.open)

    func wait(_ continuation: CheckedContinuation<MailboxTrouble?, Never>) {
        let given: MailboxTrouble?? = state.withLock { state in
            if case .given(let trouble) = state { return .some(trouble) }
            state = .waiting(continuation)
            return nil
        }
        if let given { continuation.resume(returning: given) }
    }

    func give(_ trouble: MailboxTrouble?) {
        let waiting: CheckedContinuation<MailboxTrouble?, Never>? = state.withLock { state in
            defer { if case .given = state {} else { state = .given(trouble) } }
            if case .waiting(let continuation) = state { return continuation }
            return nil
        }
        waiting?.resume(returning: trouble)
    }
}
