import Logging
import UsherCore
import UsherMail
import UsherReceiving
import UsherStore
import UsherSupport

/// Reads the spool: once a second, and on while there is more. Many mails are one commit; each leaves the spool only
/// when it is recorded, so that a death at any moment loses none, and one that is read again changes nothing.
package actor SpoolReader {
    /// Records what an answer confirms, once, and returns whether it did. Durable when it returns.
    package typealias Confirm = @Sendable (ReturnedReport.Confirmation) throws(StoreError) -> Bool

    private nonisolated let lane: any Lane
    package nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private let spool: Spool
    private let store: any Store
    private let composer: MessageComposer
    private let leaving: @Sendable () -> EmailAddress?
    private let confirm: Confirm
    private let clock: any CalendarClock
    private let logger: Logger
    private let news: @Sendable (WorkerNews) -> Void
    /// The names of files that are no mail, until they are looked at again.
    private var passed: Set<String> = []
    /// The names of which the log has said so.
    private var said: Set<String> = []
    private var trouble: String?
    private var ticks = 0
    /// How many mails and octets were kept since the folders were last tidied.
    private var kept = (mails: 0, octets: 0)

    /// How many mails, and octets of mails, are one commit.
    static let (mostMails, mostOctets) = (100, 8_000_000)
    /// How many names that are no mails are passed over; more of them hold up what comes behind.
    static let mostPassed = 10_000
    private static let tidyTicks = 600
    /// How many mails and octets are kept above the folders' bounds, whatever comes.
    static let mostUntidied = (mails: 500, octets: 64_000_000)

    package init(
        spool: Spool, store: any Store, composer: MessageComposer, leaving: @escaping @Sendable () -> EmailAddress?,
        confirm: @escaping Confirm, clock: any CalendarClock, lanes: Lanes = .queues, logger: Logger,
        news: @escaping @Sendable (WorkerNews) -> Void = { _ in }
    ) {
        lane = lanes.lane("usher.returned")
        self.spool = spool
        self.store = store
        self.composer = composer
        self.leaving = leaving
        self.confirm = confirm
        self.clock = clock
        self.logger = logger
        self.news = news
    }

    /// Reads again and again until cancelled.
    package func run() async {
        while !Task.isCancelled {
            let hasMore = tick()
            // As long a pause as a commit takes: whoever sends has its turns.
            try? await lane.sleep(for: hasMore ? .milliseconds(10) : .seconds(1))
        }
    }

    /// Takes the mails that wait, as many as are one commit. Returns whether more may wait.
    package func tick() -> Bool {
        ticks += 1
        if ticks % Self.tidyTicks == 1 {
            passed = []
            tidy()
        } else if kept.mails >= Self.mostUntidied.mails || kept.octets >= Self.mostUntidied.octets {
            tidy()
        }
        do {
            let names = try spool.names(most: Self.mostMails, but: passed).sorted()
            let mails = read(names)
            guard !mails.isEmpty else {
                goesOn()
                return false
            }
            try take(mails)
            goesOn()
            return names.count == Self.mostMails || mails.count < names.count
        } catch {
            waits("\(error)")
            return false
        }
    }

    // MARK: One commit

    private struct Mail {
        var name: String
        var octets: Int
        var report: ReturnedReport
    }

    private func read(_ names: [String]) -> [Mail] {
        var mails: [Mail] = []
        var octets = 0
        let address = leaving()
        for name in names where octets < Self.mostOctets {
            do throws(RegularFile.Fault) {
                let mail = try spool.octets(of: name)
                octets += mail.count
                var report = ReturnedMail.report(of: mail, leaving: address, seal: composer.seal)
                report.file = name
                mails.append(Mail(name: name, octets: mail.count, report: report))
            } catch {
                switch error {
                case .missing: break
                case .isFolder, .notAFile, .tooLarge, .unreadable, .failed: pass(name, error.reason)
                }
            }
        }
        return mails
    }

    private func take(_ mails: [Mail]) throws(StoreError) {
        var mails = mails
        for index in mails.indices { try confirm(&mails[index].report) }
        let composer = composer
        let outcomes = try store.take(mails.map(\.report), now: clock.now()) { delivery, moment in
            composer.messageID(of: delivery, at: moment)
        }
        for (mail, outcome) in zip(mails, outcomes) {
            tell(mail, outcome)
            if case .failed = outcome.answer {
                // It is tried again with all that is passed over: a row can be mended.
                pass(mail.name, "it cannot be recorded")
                continue
            }
            // Of a second copy nobody would find the name.
            let isKept = outcome.isOfFile && mail.report.isForPeople(isMatched: outcome.isMatched)
            let kind = mail.report.kept(isMatched: outcome.isMatched)
            let isDone = isKept ? spool.keep(mail.name, as: kind) : spool.remove(mail.name)
            if isKept { kept = (kept.mails + 1, kept.octets + mail.octets) }
            if !isDone { pass(mail.name, "it is read, and cannot be taken out of the folder") }
        }
    }

    /// Confirms the sign-up that a mail answers. What cannot be confirmed because of one row holds up no other mail: a
    /// person has to look at it.
    private func confirm(_ report: inout ReturnedReport) throws(StoreError) {
        guard let confirmation = report.confirmation else { return }
        let metadata: Logger.Metadata = ["contact": "\(confirmation.contact)"]
        do throws(StoreError) {
            if try confirm(confirmation) { logger.info("a sign-up is confirmed by an answer", metadata: metadata) }
        } catch {
            guard error.isAboutOneRow else { throw error }
            logger.error("a sign-up cannot be confirmed by an answer: \(error)", metadata: metadata)
            report.confirmation = nil
        }
    }

    private func tidy() {
        kept = (0, 0)
        do throws(Spool.Fault) {
            try spool.prepare()
            try spool.tidy()
        } catch { waits("\(error)") }
    }

    // MARK: What is said

    private func tell(_ mail: Mail, _ outcome: ReturnedOutcome) {
        for call in outcome.calls { news(WorkerNews(call)) }
        switch outcome.answer {
        case .again: break
        case .failed(let error):
            logger.error(
                "a mail that came back cannot be recorded: \(error)", metadata: ["kind": "\(mail.report.kind)"])
        case .recorded(let id):
            let level: Logger.Level = outcome.effect == .none ? .debug : .info
            logger.log(
                level: level, "a mail came back",
                metadata: [
                    "report": "\(id)", "kind": "\(mail.report.kind.rawValue)", "effect": "\(outcome.effect.rawValue)",
                    "delivery": "\(outcome.delivery.map(\.description) ?? "none")",
                ])
        }
    }

    /// Passes a file over, and logs that once for each name.
    private func pass(_ name: String, _ why: String) {
        guard passed.count < Self.mostPassed else { return }
        passed.insert(name)
        guard said.count < Self.mostPassed, said.insert(name).inserted else { return }
        logger.warning("in \(spool.path)/new, \(PlainText.shown(name)) is passed over: \(why)")
        if said.count == Self.mostPassed { logger.warning("\(spool.path)/new has more that is no mail; look at it") }
    }

    private func waits(_ why: String) {
        guard trouble != why else { return }
        trouble = why
        logger.warning("mail that came back waits in \(spool.path): \(why)")
    }

    private func goesOn() {
        guard trouble != nil else { return }
        trouble = nil
        logger.notice("mail that came back is read again")
    }
}
