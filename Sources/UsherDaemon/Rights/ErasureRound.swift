import UsherCore
import UsherInbox
import UsherStore

/// One go at all jobs of erasing that are open. What fails keeps none of the others, and is left for the next round.
struct ErasureRound {
    struct Report {
        var messages = 0
        var isCompact = true
        fileprivate(set) var written: Written = [:]
        /// What is left of each job, by the address's hash; what stands under nil keeps all jobs open.
        fileprivate(set) var byHash: [AddressHash?: [ErasureLeft]] = [:]

        /// Everything that is left, each thing once.
        var left: [ErasureLeft] { byHash.values.joined().reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }

        func left(of hash: AddressHash) -> [ErasureLeft] { (byHash[hash] ?? []) + (byHash[nil] ?? []) }

        fileprivate mutating func note(_ left: ErasureLeft, _ hash: AddressHash?) {
            byHash[hash, default: []].append(left)
        }
    }

    private struct Job {
        let database: Databases.One
        let erasure: OpenErasure

        func isSame(as other: Self) -> Bool {
            database.path == other.database.path && erasure.id == other.erasure.id
        }
    }

    /// The size in octets up to which files are written anew at once, also while a daemon runs.
    private static let smallFile = 256 << 20

    /// The jobs for which the file of a database has been written anew already, by its path: once is enough, however
    /// long its readers keep the log.
    typealias Written = [String: Set<OpenErasure.ID>]

    private let written: Written
    private let databases: Databases
    private let inbox: InboxFolder
    private let spools: [Spool]
    private let isRunning: Bool
    private let isAlive: (String) -> Bool
    private let now: Timestamp

    init(_ home: OpenHome, _ databases: Databases, _ written: Written = [:]) {
        self.written = written
        self.databases = databases
        inbox = InboxFolder(path: home.folders.inbox)
        spools = [home.folders, home.folders.otherMode].map { Spool(path: $0.spool(home.settings)) }
        now = home.clock.now()
        let state = home.folders.state
        isRunning = home.isDaemonRunning
        let holder = isRunning ? StateLock.holder(folder: state) : nil
        let isRunning = isRunning
        // A claim's owner begins with its process; one of an earlier daemon is nobody's.
        isAlive = { owner in isRunning && (holder.map { owner.hasPrefix("\($0)-") } ?? true) }
    }

    func go() -> Report {
        var report = Report()
        report.written = written
        if let fault = databases.fault { report.note(.otherMode(fault), nil) }
        beginEverywhere(&report)
        var clean: [Job] = []
        for job in jobs(&report) where isClean(job, &report) { clean.append(job) }
        // A message is removed once nothing adds another one.
        clean.removeAll { report.byHash[$0.erasure.hash] != nil }
        clean = withoutMail(clean, &report)
        finish(clean, &report)
        return report
    }

    /// Begins each job in both databases: one that is open in one is one in the other as well.
    private func beginEverywhere(_ report: inout Report) {
        let open = jobs(&report).filter { $0.erasure.reach == .person }
        for database in databases.all {
            let known = Set(open.filter { $0.database.path == database.path }.map(\.erasure.hash))
            var begun: Set<AddressHash> = []
            for job in open where !known.contains(job.erasure.hash) && begun.insert(job.erasure.hash).inserted {
                guard let address = job.erasure.address else { continue }
                trying(database, job.erasure.hash, &report) { () throws(StoreError) in
                    try database.store.beginErasing(address, by: "operator", note: .erasedInOtherMode, now: now)
                }
            }
        }
    }

    private func jobs(_ report: inout Report) -> [Job] {
        databases.all.flatMap { database in
            let open = trying(database, nil, &report) { () throws(StoreError) in try database.store.openErasures() }
            return (open ?? []).map { Job(database: database, erasure: $0) }
        }
    }

    private func isClean(_ job: Job, _ report: inout Report) -> Bool {
        guard job.erasure.address != nil, !job.erasure.isClean else { return true }
        let hash = job.erasure.hash
        let done = trying(job.database, hash, &report) { () throws(StoreError) in
            try job.database.store.goOnErasing(job.erasure.id, isAlive: isAlive, now: now)
        }
        switch done {
        case .clean?, .nobody?: return true
        case .onItsWay(let count)?: report.note(.onItsWay(count), hash)
        case .more?: report.note(.more, hash)
        case nil: break
        }
        return false
    }

    /// Removes kept mail that came back and speaks of one of them. Returns the indices of the people of whom some may
    /// be left.
    private func withoutReturned(_ people: [Mention], _ named: [Job], _ report: inout Report) -> Set<Int> {
        guard !people.isEmpty else { return [] }
        var left: Set<Int> = []
        for spool in spools {
            do throws(Spool.Fault) {
                try spool.erase { octets in people.contains { $0.isIn(octets) } }
            } catch {
                left = Set(named.indices)
                for job in named { report.note(.spool(error), job.erasure.hash) }
            }
        }
        return left
    }

    /// Removes the mails in the inbox, and gives the jobs of which none is left; they do not know their address
    /// afterwards.
    private func withoutMail(_ jobs: [Job], _ report: inout Report) -> [Job] {
        let named = jobs.filter { $0.erasure.address != nil }
        var left: Set<Int> = []
        do throws(InboxError) {
            let people = named.compactMap { job in
                job.erasure.address.map { Mention(of: $0, butNot: job.erasure.others) }
            }
            let erased = try inbox.erase(people)
            report.messages += erased.messages
            left = erased.left
            for failure in erased.failures {
                for person in left { report.note(.inbox(failure), named[person].erasure.hash) }
            }
            left.formUnion(withoutReturned(people, named, &report))
        } catch {
            left = Set(named.indices)
            for job in named { report.note(.inbox(error), job.erasure.hash) }
        }
        return jobs.filter { job in
            guard let person = named.firstIndex(where: { $0.isSame(as: job) }) else { return true }
            guard !left.contains(person) else { return false }
            return trying(job.database, job.erasure.hash, &report) { () throws(StoreError) in
                try job.database.store.forgetAddress(of: job.erasure.id)
            } != nil
        }
    }

    /// Ends the jobs: remains in free pages and in the log go last, as by then nothing else is left.
    private func finish(_ jobs: [Job], _ report: inout Report) {
        for database in databases.all {
            let own = jobs.filter { $0.database.path == database.path }
            let people = own.filter { $0.erasure.reach == .person }
            if !people.isEmpty {
                guard cleanFile(of: database, people, &report) else { continue }
            } else if !own.isEmpty {
                // In the file, what was deleted is overwritten already; in the log is what it was.
                guard cutLog(of: database, own, &report) else { continue }
            }
            for job in own {
                trying(database, job.erasure.hash, &report) { () throws(StoreError) in
                    try database.store.endErasing(job.erasure.id, now: now)
                }
            }
        }
    }

    private func cleanFile(of database: Databases.One, _ people: [Job], _ report: inout Report) -> Bool {
        do throws(StoreError) {
            let isSmall = database.store.size <= Self.smallFile
            if isRunning, !isSmall {
                report.isCompact = false
            } else if !report.written[database.path, default: []].isSuperset(of: people.map(\.erasure.id)) {
                try database.store.compact()
                report.written[database.path, default: []].formUnion(people.map(\.erasure.id))
            }
        } catch {
            let fault = DatabaseFault(path: database.path, cause: error)
            for job in people { report.note(.database(fault), job.erasure.hash) }
            return false
        }
        return cutLog(of: database, people, &report)
    }

    private func cutLog(of database: Databases.One, _ jobs: [Job], _ report: inout Report) -> Bool {
        do throws(StoreError) {
            if try database.store.emptyLog() { return true }
            for job in jobs { report.note(.beingRead(path: database.path), job.erasure.hash) }
        } catch {
            let fault = DatabaseFault(path: database.path, cause: error)
            for job in jobs { report.note(.database(fault), job.erasure.hash) }
        }
        return false
    }

    /// The result of `body`; nil where it failed, which is noted.
    @discardableResult
    private func trying<Value>(
        _ database: Databases.One, _ hash: AddressHash?, _ report: inout Report,
        _ body: () throws(StoreError) -> Value
    ) -> Value? {
        do throws(StoreError) { return try body() } catch {
            report.note(.database(DatabaseFault(path: database.path, cause: error)), hash)
            return nil
        }
    }
}
