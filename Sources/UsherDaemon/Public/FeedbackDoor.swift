import Logging
import UsherComposing
import UsherCore
import UsherHome
import UsherMail
import UsherReceiving
import UsherSupport
import UsherWeb

/// Takes what providers post, and what programs tell of messages: proved, read, and recorded as mail that comes back
/// is. It blocks: called on its subject's own queue.
package struct FeedbackDoor: Sendable {
    private let home: String
    private let store: any Store
    private let composer: MessageComposer
    private let feedback: @Sendable () -> FeedbackSettings
    private let certificates: CertificateShelf
    private let clock: any CalendarClock
    private let logger: Logger
    private let unread = UnreadSecrets()

    /// The name under which the store has the address of the certificate that was right last.
    private static let certificateNote = "sns_certificate"

    /// How many reports are one commit.
    static let mostOfCommit = 100

    /// Makes the door.
    ///
    /// - Parameter feedback: the settings of the files in force.
    package init(
        home: String, store: any Store, composer: MessageComposer,
        feedback: @escaping @Sendable () -> FeedbackSettings, certificates: CertificateShelf,
        clock: any CalendarClock, logger: Logger
    ) {
        self.home = home
        self.store = store
        self.composer = composer
        self.feedback = feedback
        self.certificates = certificates
        self.clock = clock
        self.logger = logger
    }

    // MARK: Providers

    /// Throws what can be said against a post before its body is read.
    package func admit(_ post: FeedbackPost) throws {
        let provider = post.provider
        guard feedback().has(provider) else {
            throw WebRefusal.forbidden(
                "Feedback from \(provider.title) is not set up here: receive.feedback.\(provider.rawValue) in config/usher.yaml."
            )
        }
        if provider == .postmark {
            let password = try secret(of: .postmark)
            try proved { () throws(FeedbackProof.Fault) in
                try FeedbackProof.postmark(post.authorization, password: password)
            }
        }
    }

    /// Takes a post; what it tells is durable when it returns. Runs where it is called: on `lane`, and rests there
    /// between two commits.
    package nonisolated(nonsending) func take(_ post: FeedbackPost, on lane: any Lane) async throws -> FeedbackTally {
        guard let octets = try await proof(of: post) else { return FeedbackTally() }
        let read: Feedback
        do throws(JSONFault) {
            read = try Feedback.read(octets, of: post.provider, seal: composer.seal)
        } catch {
            // A provider says in plain words that all is well.
            guard post.provider != .ses else { return FeedbackTally() }
            throw WebRefusal.malformed("This is no JSON, as \(post.provider.title) posts it.")
        }
        var tally = FeedbackTally()
        tally.ignored = read.ignored
        var rest = read.reports[...]
        var hasFailed = false
        while !rest.isEmpty {
            let started = lane.instant
            for outcome in try record(Array(rest.prefix(Self.mostOfCommit))) {
                tally.count(outcome)
                if case .failed = outcome.answer { hasFailed = true }
            }
            rest = rest.dropFirst(Self.mostOfCommit)
            // Others have their turn, and the sender the database, for as long as it was held.
            if !rest.isEmpty { try await lane.sleep(for: started.duration(to: lane.instant)) }
        }
        // What is on disk is known by its key when it comes again.
        if hasFailed { throw WebRefusal.later(retryAfter: 60) }
        return tally
    }

    /// The octets to read, of a post that is proved; nil where it has been answered for.
    private nonisolated(nonsending) func proof(of post: FeedbackPost) async throws -> [UInt8]? {
        let (settings, now) = (feedback(), clock.now())
        switch post.provider {
        // Its password was looked at before its body was read.
        case .postmark: return post.body
        case .mailgun:
            let key = try secret(of: .mailgun)
            try proved { () throws(FeedbackProof.Fault) in try FeedbackProof.mailgun(post.body, key: key, now: now) }
            return post.body
        case .sendgrid:
            let key = settings.sendgridPublicKey ?? ""
            try proved { () throws(FeedbackProof.Fault) in try FeedbackProof.sendgrid(post, key: key, now: now) }
            return post.body
        case .ses:
            guard let topic = settings.sesTopic else { return nil }
            return try await proof(ofTopic: topic, post.body)
        }
    }

    private nonisolated(nonsending) func proof(ofTopic topic: TopicName, _ body: [UInt8]) async throws -> [UInt8]? {
        let message = try proved { () throws(FeedbackProof.Fault) in try TopicMessage(body, topic: topic) }
        // By which a signature was right before this start.
        if !certificates.hasRight, let url = try store.note(Self.certificateNote) { _ = certificates.found(right: url) }
        let certificate = try await fetched { try await certificates.certificate(message.certificateURL) }
        let now = clock.now()
        try proved { () throws(FeedbackProof.Fault) in try message.verify(certificate: certificate, now: now) }
        if certificates.found(right: message.certificateURL) {
            try store.setNote(Self.certificateNote, message.certificateURL)
        }
        switch message.kind {
        case .notification: return message.message
        case .subscription:
            guard let url = message.subscribeURL else { return nil }
            try await fetched { try await certificates.visit(url) }
            logger.notice("Amazon SNS posts here from now on", metadata: ["topic": "\(topic)"])
        case .end: logger.warning("Amazon SNS posts here no more", metadata: ["topic": "\(topic)"])
        }
        return nil
    }

    /// Gives what is fetched. What cannot be had now is asked for again: SNS tries for hours.
    private nonisolated(nonsending) func fetched<Result: Sendable>(
        _ fetch: nonisolated(nonsending) () async throws -> Result
    ) async throws -> Result {
        do { return try await fetch() } catch {
            logger.warning("what Amazon SNS posts cannot be checked just now: \(error)")
            throw WebRefusal.later(retryAfter: 60)
        }
    }

    private func proved<Result>(_ look: () throws(FeedbackProof.Fault) -> Result) throws -> Result {
        do throws(FeedbackProof.Fault) { return try look() } catch {
            switch error {
            case .malformed(let sentence): throw WebRefusal.malformed(sentence)
            case .forged(let sentence): throw WebRefusal.forbidden(sentence)
            }
        }
    }

    /// The secret of a provider. Read each time, so that a new one counts at once.
    private func secret(of provider: FeedbackProvider) throws -> String {
        guard let (path, key) = feedback().file(of: provider) else { throw WebRefusal.later(retryAfter: 60) }
        do throws(SecretResolver.Fault) {
            let secret = try SecretResolver.line(of: path, home: home)
            if unread.isNews(provider, nil) {
                logger.notice("\(key): it can be read; what \(provider.title) posts is taken again")
            }
            return secret
        } catch {
            if unread.isNews(provider, "\(error)") {
                logger.error("\(key): \(error); until it can be read, what \(provider.title) posts is not taken")
            }
            throw WebRefusal.later(retryAfter: 60)
        }
    }

    // MARK: Programs

    /// Takes one report in Usher's own form.
    package func tell(_ body: [UInt8], _ caller: APICaller) throws -> Told {
        let report: ReturnedReport
        do throws(OwnFeedback.Fault) {
            report = try OwnFeedback.read(body, source: "token \(caller.name)", seal: composer.seal)
        } catch {
            switch error {
            case .malformed(let clause): return .malformed(clause)
            case .unusable(let clause): return .unusable(clause)
            }
        }
        guard let outcome = try record([report]).first else { return .conflict("nothing was recorded; tell it again") }
        switch outcome.answer {
        case .again: return .known(try Line("already").json())
        case .recorded:
            let line = Line(outcome.isMatched ? "recorded" : "unmatched", effect: outcome.effect.rawValue)
            return .recorded(try line.json())
        case .failed(let error): throw error
        }
    }

    private struct Line: Encodable {
        var result: String
        var effect: String?

        init(_ result: String, effect: String? = nil) {
            self.result = result
            self.effect = effect
        }

        func json() throws -> [UInt8] { try SortedJSON.octets(of: self) + [UInt8(ascii: "\n")] }
    }

    // MARK: Recording

    private func record(_ reports: [ReturnedReport]) throws(StoreError) -> [ReturnedOutcome] {
        let composer = composer
        let outcomes = try store.take(reports, now: clock.now()) { delivery, moment in
            composer.messageID(of: delivery, at: moment)
        }
        for (report, outcome) in zip(reports, outcomes) {
            for call in outcome.calls { NewsLog(logger: logger).write(WorkerNews(call)) }
            switch outcome.answer {
            case .again: break
            case .failed(let error):
                logger.error("a report cannot be recorded: \(error)", metadata: ["by": "\(report.source)"])
            case .recorded(let id):
                logger.log(
                    level: outcome.effect == .none ? .debug : .info, "a report came",
                    metadata: [
                        "report": "\(id)", "by": "\(report.source)", "effect": "\(outcome.effect.rawValue)",
                        "delivery": "\(outcome.delivery.map(\.description) ?? "none")",
                    ])
            }
        }
        return outcomes
    }
}
