import UsherCore
import UsherHome
import UsherTemplates

/// The e-mails of a home by its files as they lie there now, whether or not anything works by them. Looks at the disk
/// each time, reads again what has changed, and blocks: for a lane of its own.
package struct PreviewBook: Sendable {
    /// The knowledge of a running daemon beside the files.
    package struct Daemon: Sendable {
        /// The files by which the daemon works.
        let inForce: @Sendable () -> HomeFiles
        /// Why the daemon does not take up what lies there, where it has said so; else nil.
        let refusal: @Sendable () -> String?
        /// A contact as a reader of a campaign's e-mails, and when that began; nil for one that there is not.
        let contact: @Sendable (ContactID, _ campaign: String) throws -> (Sample, since: Timestamp)?
        /// A number that is another one after each change of what the daemon works by, or of why it does not.
        let state: @Sendable () -> Int

        package init(
            inForce: @escaping @Sendable () -> HomeFiles, refusal: @escaping @Sendable () -> String?,
            contact: @escaping @Sendable (ContactID, _ campaign: String) throws -> (Sample, since: Timestamp)?,
            state: @escaping @Sendable () -> Int
        ) {
            self.inForce = inForce
            self.refusal = refusal
            self.contact = contact
            self.state = state
        }
    }

    private struct Seen: Hashable {
        let files: FolderSnapshot.Sum
        let daemon: Int
    }

    private let home: String
    private let daemon: Daemon?
    /// The calendar's.
    private let now: @Sendable () -> Timestamp
    private let folders: [String]
    private var known: (files: FolderSnapshot.Sum, reading: HomeReading)?
    private var period: QuietPeriod<Seen>
    private var changes = 0
    /// Few: somebody who types makes another text with each save.
    private let templates = CompiledTemplates(limit: 16)

    /// How long the files must keep still: an editor may write a file in several goes.
    private static let quiet = Duration.milliseconds(200)

    /// Opens a home's files. `daemon` is nil where there is none. `at` is the lane's clock.
    package init(
        home: String, daemon: Daemon?, now: @escaping @Sendable () -> Timestamp, at instant: ContinuousClock.Instant
    ) {
        self.home = home
        self.daemon = daemon
        self.now = now
        folders = ["config", "templates"].map { "\(home)/\($0)" }
        period = QuietPeriod(length: Self.quiet, seen: Self.look(folders, daemon), at: instant)
    }

    private static func look(_ folders: [String], _ daemon: Daemon?) -> Seen {
        Seen(files: FolderSnapshot.sum(of: folders), daemon: daemon?.state() ?? 0)
    }

    /// How often there was something new to show: files that were saved and then kept still for a moment, or what the
    /// daemon makes of them. Looks once; ask it some times a second.
    package mutating func changes(at instant: ContinuousClock.Instant) -> Int {
        if period.look(Self.look(folders, daemon), at: instant) == .takeUp { changes += 1 }
        return changes
    }

    package mutating func shelf() -> PreviewShelf {
        let reading = reading()
        return PreviewShelf(reading, standing(of: reading))
    }

    /// The e-mail for a reader; nil where the files have no such e-mail, or nobody is that reader. While something is
    /// wrong with the files nobody can tell, and the errors are in the answer. `checked` false: only those errors are
    /// that keep the picture from being made.
    package mutating func letter(
        _ message: String, for reader: PreviewReader, checked: Bool = true
    ) throws -> PreviewLetter? {
        let reading = reading()
        let (standing, samples) = (standing(of: reading), reading.readable?.samples ?? [])
        func letter(
            _ message: String, _ reader: Sample?, _ problems: [Problem], _ picture: Preview? = nil
        ) -> PreviewLetter {
            PreviewLetter(
                message: message, reader: reader.map(PreviewShelf.Reader.init),
                errors: problems.filter { $0.severity == .error }.bounded(),
                warnings: problems.filter { $0.severity == .warning }.bounded(), picture: picture,
                samples: samples.map(PreviewShelf.Reader.init), standing: standing)
        }
        guard let files = reading.files else { return letter(PlainText.shown(message), nil, reading.errors) }
        guard !files.samples.isEmpty || reader != .sample(nil) else {
            return letter(
                PlainText.shown(message), nil,
                [Problem(file: "config/samples.yaml", UnknownName.noSamples.description)])
        }
        guard let (sample, since) = try person(reader, of: message, files),
            let sources = Self.sources(of: message, for: sample, files)
        else { return nil }
        var problems = checked ? HomeCheck.problems(of: sources, files, templates: templates) : []
        do {
            let compiled = try templates.message(sources).compiled
            let picture = try Preview(
                sources, for: sample, files: files, home: home, compiled: compiled, moment: since)
            return letter(message, sample, problems, picture)
        } catch let found as Problems {
            problems = (problems + found.list).uniqued()
        } catch let found as Problem {
            // For a sample person it was said with the person's name.
            if !problems.contains(where: { $0.severity == .error && $0.place == found.place }) {
                problems.append(found)
            }
        }
        return letter(message, sample, problems)
    }

    private static func sources(of message: String, for sample: Sample, _ files: HomeFiles) -> MessageSources? {
        do throws(UnknownName) {
            return try files.sources(message: message, language: sample.language ?? files.settings.shop.language)
        } catch {
            return nil
        }
    }

    private func person(
        _ reader: PreviewReader, of message: String, _ files: HomeFiles
    ) throws -> (Sample, since: Timestamp)? {
        switch reader {
        case .sample(nil): return files.samples.first.map { ($0, now()) }
        case .sample(let handle): return files.samples.first { $0.handle == handle }.map { ($0, now()) }
        case .contact(let id):
            return try daemon?.contact(id, String(message.prefix { $0 != "/" }))
        }
    }

    private mutating func reading() -> HomeReading {
        let files = FolderSnapshot.sum(of: folders)
        if let known, known.files == files { return known.reading }
        let reading = HomeReader.inspect(home)
        // What the machine could not read it may read in a moment.
        known = reading.problems.areMachines ? nil : (files, reading)
        return reading
    }

    private func standing(of reading: HomeReading) -> FilesStanding {
        guard let daemon else { return .unasked }
        return reading.files == daemon.inForce() ? .takenUp : .notTakenUp(why: daemon.refusal())
    }
}
