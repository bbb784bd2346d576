import UsherComposing
import UsherCore
import UsherHome
import UsherSMTP

/// Takes up edited files, all or nothing.
///
/// Lives on the housekeeper's queue: it reads the disk and the store, and blocks.
struct Reloader {
    let home: OpenHome
    /// The environment, which says where credentials are.
    let environment: [String: String]

    /// What became of a reload.
    enum Outcome {
        /// The files do not differ from what serves now.
        case unchanged
        case takenUp(Edition)
        /// The files would mail so many people at once, or leave so many enrollments without their step; the old files
        /// keep serving. `isBeyondYes`: somebody said yes, but to something else.
        case held(mailed: Int, stranded: Int, isBeyondYes: Bool)
        case refused([Problem])
        /// The database could not be asked or written; nothing is taken up, and the same reload may be made again.
        case later(StoreError)
        /// The files need a restart, and why; the running daemon keeps what it has.
        case afterRestart(String)
        case failed(String)
    }

    /// How many waiting deliveries are looked at before others on the same queue have their turn.
    private static let lot = 500

    /// Reads the files and compares them with what serves. `yes`: also when they mail many people at once or strand
    /// somebody; with `shown`, where they are the files that it was said to and do no more than that. When it returns
    /// `.takenUp`, all that messages are made from is in the store.
    ///
    /// Blocks the caller's queue for the files and then for a lot at a time; between two lots others have their turn.
    /// Fails when its task is cancelled.
    ///
    /// `progress` is told how many waiting e-mails were looked at, after each lot.
    nonisolated(nonsending) func reload(
        yes: Bool, to shown: ReloadShown? = nil, serving edition: Edition, progress: (Int) -> Void = { _ in }
    ) async -> Outcome {
        let report = inspect(serving: edition)
        guard report.isUsable, let files = report.files else { return .refused(report.errors) }
        guard files != edition.files else { return .unchanged }
        if let why = files.settings.needsRestart(after: edition.plan.settings) { return .afterRestart(why) }
        do {
            let new = try home.edition(of: files)
            if !yes || shown != nil {
                let (survey, goneEnrollments) = try await survey(of: new.plan, after: edition.plan, progress: progress)
                let isShown =
                    shown.map { $0.files == files.hashValue && !survey.exceeds($0, goneEnrollments: goneEnrollments) }
                    ?? false
                if survey.isHeld(goneEnrollments: goneEnrollments), !(yes && isShown) {
                    return .held(
                        mailed: survey.mailed.count, stranded: survey.stranded.count + goneEnrollments,
                        isBeyondYes: yes)
                }
            }
            try home.store.save(new.revisions)
            return .takenUp(new)
        } catch let problems as Problems {
            return .refused(problems.list)
        } catch let error as StoreError {
            return .later(error)
        } catch is CancellationError {
            return .failed("the daemon is stopping")
        } catch {
            return .failed("\(error)")
        }
    }

    /// Reads the files as they lie there, with all that keeps a reload from taking them up. Reads the disk; blocks.
    func inspect(serving edition: Edition) -> HomeCheck.Report {
        var report = HomeCheck.run(home.folders.home, environment: environment, templates: home.press.templates)
        if let files = report.files, files != edition.files,
            files.settings.needsRestart(after: edition.plan.settings) == nil
        {
            report.add(obstacles(files.settings, serving: edition.plan.settings))
        }
        return report
    }

    /// The problems that keep this process from sending by these settings.
    private func obstacles(_ settings: Settings, serving: Settings) -> [Problem] {
        var problems: [Problem] = []
        for keys in settings.dkimKeys {
            do { try home.press.composer.require(dkimKeys: keys) } catch {
                problems.append(Problem(file: "config/usher.yaml", "'dkim' cannot be taken up: \(error)"))
            }
        }
        return problems + [relayProblem(settings, serving: serving)].compactMap(\.self)
    }

    /// Why this process could not send through a relay that is new, or is to be used differently: for lack of a
    /// password or of certificates. What stays as it is is not asked about again.
    private func relayProblem(_ settings: Settings, serving: Settings) -> Problem? {
        guard settings.mode == .live else { return nil }
        for stream in settings.streams where settings.of(stream: stream).smtp != serving.of(stream: stream).smtp {
            do {
                _ = try RelaySettings.of(
                    settings.of(stream: stream), home: home.folders.home, environment: environment)
            } catch {
                let section = stream == .transactional ? "transactional.smtp" : "smtp"
                return Problem(file: "config/usher.yaml", "'\(section)' cannot be taken up: \(error)")
            }
        }
        return nil
    }

    /// Looks at everybody who waits, and counts the enrollments that are left without a campaign, because it is gone.
    private nonisolated(nonsending) func survey(
        of new: Plan, after old: Plan, progress: (Int) -> Void
    ) async throws -> (ReloadSurvey, goneEnrollments: Int) {
        var survey = ReloadSurvey(from: old, to: new, now: home.clock.now())
        let goneEnrollments = try survey.goneEnrollments(home.store)
        guard survey.isNeeded else { return (survey, goneEnrollments) }
        var cursor: DeliveryID?
        var looked = 0
        repeat {
            try Task.checkCancellation()
            cursor = try home.store.waiting(after: cursor, limit: Self.lot) {
                survey.look(at: $0)
                looked += 1
            }
            progress(looked)
            await Task.yield()
        } while cursor != nil
        return (survey, goneEnrollments)
    }
}

extension ReloadSurvey {
    /// The number of enrollments that have lost their whole campaign.
    func goneEnrollments(_ store: any Store) throws(StoreError) -> Int {
        var enrollments = 0
        for campaign in gone { enrollments += try store.activeEnrollments(campaign: campaign) }
        return enrollments
    }
}

extension Reloader.Outcome {
    /// The outcome in a sentence, for the log, the status and `usher reload`.
    var sentence: String {
        switch self {
        case .unchanged: "the files are what they were"
        case .takenUp: "the files are taken up"
        case .held(let mailed, let stranded, let isBeyondYes):
            "held: \(Self.whatFor(mailed: mailed, stranded: stranded))"
                + (isBeyondYes ? ", and the yes was said to something else" : "")
                + "; the old ones keep serving; take them up with: usher reload --yes"
        case .refused(let problems):
            "refused, the old files keep serving: \(problems.first.map(String.init(describing:)) ?? "")"
                + (problems.count > 1 ? " and \(problems.count - 1) more; see: usher check" : "")
        case .later(let error): "not taken up yet, it is tried again: \(error)"
        case .afterRestart(let why), .failed(let why): "not taken up: \(why)"
        }
    }

    /// Why a reload is held, as words for a sentence.
    static func whatFor(mailed: Int, stranded: Int) -> String {
        let mail = mailed > 0 ? "mail \(Wording.count(mailed, "person", "people")) at once" : nil
        let leave =
            stranded > 0
            ? "leave \(Wording.count(stranded, "enrollment")) without the step or campaign that they wait for"
            : nil
        return "these files would " + [mail, leave].compactMap(\.self).joined(separator: " and ")
    }

    /// The outcome as a log says it, whole.
    var logged: String {
        if case .refused(let problems) = self { return problems.map(String.init(describing:)).joined(separator: "\n") }
        return sentence
    }

    /// Whether the same reload again may end otherwise: somebody says yes, the daemon is started anew, or the database
    /// is free.
    var isTemporary: Bool {
        switch self {
        case .held, .later, .afterRestart: true
        case .unchanged, .takenUp, .refused, .failed: false
        }
    }

    var isTakenUp: Bool {
        switch self {
        case .unchanged, .takenUp: true
        case .held, .refused, .later, .afterRestart, .failed: false
        }
    }
}
