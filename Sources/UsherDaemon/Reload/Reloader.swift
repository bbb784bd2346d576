import UsherCore

/// Takes up edited files, all or nothing.
///
/// Lives on the housekeeper's queue: it reads the disk and the store, and blocks.
struct Reloader {
    let home: OpenHome
    /// What serves now.
    private(set) var edition: Edition

    /// What became of a reload.
    enum Outcome {
        /// Nothing differs from what serves now.
        case unchanged
        case takenUp(Edition)
        /// It would mail so many people at once; the old files keep serving.
        case held(people: Int)
        case refused([Problem])
        case failed(String)
    }

    init(home: OpenHome) {
        self.home = home
        edition = home.edition
    }

    /// Reads the files and compares. `yes`: also when it mails many people at once.
    mutating func reload(yes: Bool) -> Outcome {
        let report = HomeCheck.run(home.folders.home)
        guard report.isUsable, let files = report.files else { return .refused(report.errors) }
        guard files != edition.files else { return .unchanged }
        guard files.settings.mode == edition.plan.settings.mode else {
            return .failed(
                "the mode changed; it is taken up by a restart, because rehearsal and live have their own databases")
        }
        do {
            let new = try home.edition(of: files)
            let people = try mailedAtOnce(by: new)
            if people > new.plan.settings.reloadHoldAbove, !yes { return .held(people: people) }
            try home.store.save(new.revisions)
            edition = new
            return .takenUp(new)
        } catch let problems as Problems {
            return .refused(problems.list)
        } catch {
            return .failed("\(error)")
        }
    }

    /// How many queued deliveries the new files make due now that the old ones do not.
    private func mailedAtOnce(by new: Edition) throws(StoreError) -> Int {
        let now = home.clock.now()
        var people: Set<ContactID> = []
        var cursor: DeliveryID?
        repeat {
            cursor = try home.store.reschedule(after: cursor, limit: 500) { candidate in
                if candidate.due > now, let due = Rescheduling.due(candidate, plan: new.plan, now: now), due <= now {
                    people.insert(candidate.contact.id)
                }
                return nil
            }
        } while cursor != nil
        return people.count
    }
}

extension Reloader.Outcome {
    /// For the log, the status and `usher reload`.
    var sentence: String {
        switch self {
        case .unchanged: "the files are what they were"
        case .takenUp: "the files are taken up"
        case .held(let people):
            "held: these files would mail \(people) people at once; the old ones keep serving; take them up with: usher reload --yes"
        case .refused(let problems):
            "refused, the old files keep serving: \(problems.first.map(String.init(describing:)) ?? "")"
                + (problems.count > 1 ? " and \(problems.count - 1) more; see: usher check" : "")
        case .failed(let why): "not taken up: \(why)"
        }
    }

    var isTakenUp: Bool {
        switch self {
        case .unchanged, .takenUp: true
        case .held, .refused, .failed: false
        }
    }
}
