import Foundation
import UsherComposing
import UsherCore
import UsherHome
import UsherIntake
import UsherMail
import UsherReports
import UsherStore
import UsherSupport
import UsherTemplates

/// A home with its files read and checked, its database open, and its names known to it: what every command and the
/// daemon start from. What only answers questions does without compiled messages.
package struct OpenHome: Sendable {
    package let folders: HomeFolders
    package let store: SQLiteStore
    package let keyring: Keyring
    package let press: MessagePress
    package let files: HomeFiles
    package let plan: Plan
    package var clock: any CalendarClock
    /// The errors of the files, where it was opened in spite of them; else empty.
    package private(set) var problems: [Problem]
    /// What the daemon that runs here wrote down of itself when the home was opened; nil where none runs.
    package private(set) var daemon: DaemonReport?
    /// The mode that `usher.yaml` says, where the daemon that runs is in the other one; nil where it is in this.
    package private(set) var otherModeInFiles: Settings.Mode?
    /// Whether opening it was a first start: keys and database were made.
    package private(set) var isNew = false
    /// The files with every message compiled; nil where the home was opened without its messages.
    private var compiled: Edition?

    package var settings: Settings { plan.settings }

    /// The files with every message compiled. A home that was opened without its messages compiles them now, each time;
    /// throws all problems of all templates together then, and never for a home that was opened with them.
    package var edition: Edition {
        get throws(Problems) {
            if let compiled { return compiled }
            return try Edition(files: files, catalog: plan.catalog, press: press)
        }
    }

    /// Reads the files, opens or makes the state folder, the keys and the database, and registers every name. Throws
    /// `Problems` for the files and one sentence for anything else. Blocks. What only makes people known or lets them
    /// in needs no message, and reads `settingsAndPlan`.
    ///
    /// A daemon that runs keeps to its mode, whatever the files say by now, and its database is opened. Where they say
    /// something else, this throws `ModeMismatch`, unless `inEitherMode`: who is entered must not be mailed by a daemon
    /// of the mode that nobody expects.
    ///
    /// `templates` has what was compiled of the home already; `reading` is what was read of it just now.
    package static func open(
        _ home: String, environment: [String: String], reads: Reads = .messages, inEitherMode: Bool = false,
        templates: CompiledTemplates = CompiledTemplates(), reading: HomeReading? = nil
    ) throws -> OpenHome {
        let reading = reading ?? HomeReader.inspect(home)
        guard let files = reading.files else { throw Problems(reading.problems.bounded()) }
        var opened = try assemble(
            home, files, environment, problems: [], inEitherMode: inEitherMode,
            templates: templates)
        if reads == .messages { opened.compiled = try opened.edition }
        return opened
    }

    /// Opens a home as `open` does, for commands that people need while their files are wrong: to look, to stop, to
    /// enter a no. Nothing is taken from files with errors but the settings; names are the store's. Where the settings
    /// themselves are wrong, they must say plainly which database is meant (`SettingsGlance`), and it must be there.
    /// `problems` says what is wrong.
    ///
    /// What stands inside the templates is read only where `reads` says so: compiling them takes longer than any
    /// question to the database.
    ///
    /// What sends, begins something or lifts a no says `inEitherMode: false`, and gets `ModeMismatch` as from `open`.
    package static func openAnyway(
        _ home: String, environment: [String: String], reads: Reads = .settingsAndPlan, inEitherMode: Bool = true,
        reading: HomeReading? = nil
    ) throws -> OpenHome {
        let reading = reading ?? HomeReader.inspect(home)
        guard let files = reading.files else {
            let files = try reading.withSettings()
            guard reading.hasSettings || isThere(home, files.settings, environment) else {
                throw Problems(reading.problems.bounded())
            }
            return try assemble(home, files, environment, problems: reading.errors, inEitherMode: inEitherMode)
        }
        var opened = try assemble(home, files, environment, problems: [], inEitherMode: inEitherMode)
        guard reads == .messages else { return opened }
        do { opened.compiled = try opened.edition } catch { opened.problems = error.list }
        return opened
    }

    /// How far opening a home looks for what is wrong.
    package enum Reads: Sendable {
        /// The content of `config/`, and which templates there are.
        case settingsAndPlan
        /// The content of every template as well.
        case messages
    }

    /// Whether the database is there that `assemble` opens: of a daemon that runs, or of the mode that the files say.
    private static func isThere(_ home: String, _ settings: Settings, _ environment: [String: String]) -> Bool {
        var folders = folders(home, settings, environment)
        if let mode = DaemonReport.read(state: folders.state)?.mode {
            folders = HomeFolders(home: home, state: folders.state, mode: mode)
        }
        return FileManager.default.fileExists(atPath: folders.database)
    }

    private static func folders(_ home: String, _ settings: Settings, _ environment: [String: String]) -> HomeFolders {
        HomeFolders(
            home: home, state: StateFolder.path(home: home, settings: settings, environment: environment),
            mode: settings.mode)
    }

    private static func assemble(
        _ home: String, _ files: HomeFiles, _ environment: [String: String], problems: [Problem],
        inEitherMode: Bool, templates: CompiledTemplates = CompiledTemplates()
    ) throws -> OpenHome {
        var files = files
        let state = folders(home, files.settings, environment).state
        try StateFolder.open(state, home: home)
        let daemon = DaemonReport.read(state: state)
        let said = files.settings.mode
        let isOther = daemon.map { $0.mode != said } ?? false
        if isOther, let daemon {
            guard inEitherMode else { throw ModeMismatch(home: home, files: said, daemon: daemon.mode) }
            files.settings.mode = daemon.mode
        }
        let folders = folders(home, files.settings, environment)
        let memory = try StateMemory.open(folders, now: SystemClock().now())
        let (keyring, store) = (memory.keyring, memory.store)
        let press = MessagePress(
            composer: MessageComposer(
                keyring: keyring, databaseID: store.databaseID,
                dkim: DKIMKeyring(DKIMKeyFolder(state: state, environment: environment))),
            mode: files.settings.mode, templates: templates)
        let catalog: Catalog
        if problems.isEmpty {
            catalog = try store.register(files.campaigns.map(CampaignOutline.init))
        } else {
            catalog = try store.catalog()
            files = HomeFiles(settings: files.settings)
        }
        return OpenHome(
            folders: folders, store: store, keyring: keyring, press: press, files: files,
            plan: Plan(files: files, catalog: catalog), clock: try clock(store), problems: problems, daemon: daemon,
            otherModeInFiles: isOther ? said : nil, isNew: memory.isNew)
    }

    /// The edition of this home with other files, whose names are registered.
    package func edition(of files: HomeFiles) throws -> Edition {
        try Edition(files: files, catalog: try store.register(files.campaigns.map(CampaignOutline.init)), press: press)
    }

    package var intake: Intake { Intake(store: store, plan: plan, clock: clock) }

    package var events: EventIntake {
        get throws(Problems) { EventIntake(store: store, edition: try edition, clock: clock) }
    }

    /// The report that the daemon that runs here writes of itself now; nil where none runs.
    package func report() -> DaemonReport? { DaemonReport.read(state: folders.state) }

    package var isDaemonRunning: Bool { StateLock.isHeld(folder: folders.state) }

    /// The stepped calendar where one is remembered, else the machine's.
    private static func clock(_ store: SQLiteStore) throws(StoreError) -> any CalendarClock {
        guard let moment = ClockNote.moment(try store.note(ClockNote.name)) else { return SystemClock() }
        return SteppedClock(from: moment)
    }
}
