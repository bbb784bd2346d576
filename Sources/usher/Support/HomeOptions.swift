import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherHome

/// Where the home is; the same for every command.
struct HomeOptions: ParsableArguments {
    @Option(
        name: .long, help: ArgumentHelp("The home: a folder with config/ and templates/.", valueName: "DIR"),
        completion: .directory)
    var home: String?

    /// The home with its settings and plan read and its database open, for what is told or entered; no template is
    /// compiled, unless `reads` says so. Where the files are wrong, it says behind the errors what that leaves undone.
    func open(
        orElse undone: String, reads: OpenHome.Reads = .settingsAndPlan, inEitherMode: Bool = false
    ) throws -> OpenHome {
        try saying(undone) { try open(reads: reads, inEitherMode: inEitherMode) }
    }

    /// The same with all files read, for anything else. `inEitherMode`: also where the daemon runs in another mode
    /// than the files say.
    func open(reads: OpenHome.Reads = .messages, inEitherMode: Bool = false) throws -> OpenHome {
        let opened = try OpenHome.open(
            try locate(makesState: true), environment: ProcessInfo.processInfo.environment, reads: reads,
            inEitherMode: inEitherMode)
        if let note = opened.firstStart { Output.note(note) }
        return opened
    }

    /// The same in spite of errors in its files, for looking and for stopping. What sends, begins something or lifts a
    /// no says `inEitherMode: false`.
    func openAnyway(
        reads: OpenHome.Reads = .settingsAndPlan, inEitherMode: Bool = true
    ) throws -> OpenHome {
        let opened = try OpenHome.openAnyway(
            try locate(makesState: true), environment: ProcessInfo.processInfo.environment, reads: reads,
            inEitherMode: inEitherMode)
        if let note = opened.firstStart { Output.note(note) }
        return opened
    }

    /// The same for a no. Where not even the mode can be read, it says behind the errors what that leaves undone:
    /// nobody takes it for done.
    func openForNo(orElse undone: String) throws -> OpenHome {
        try saying(undone) { try openAnyway() }
    }

    private func saying(_ undone: String, _ body: () throws -> OpenHome) throws -> OpenHome {
        do { return try body() } catch let problems as Problems {
            for problem in problems.list { Output.note(problem.shown) }
            let code = CommandFailure.code(of: problems.list)
            let advice = code == .io ? "look at the machine" : "correct the files"
            throw CommandFailure(code, "\(undone); \(advice) and give the same command again")
        }
    }

    /// The home's absolute path. Root goes on as the user whose the home's state is.
    func locate(makesState: Bool = false) throws -> String {
        let home = try find()
        try ActingUser.take(on: home, makesState: makesState)
        return home
    }

    /// The same for what writes the home's files or takes mail as well: root stays root.
    func find() throws -> String {
        try HomeLocator.find(
            option: home, environment: ProcessInfo.processInfo.environment,
            workingFolder: FileManager.default.currentDirectoryPath)
    }

    /// Where the home's things lie, without opening its database.
    func folders() throws -> HomeFolders { try foldersAndSettings().folders }

    /// The same with the settings by which they lie there.
    func foldersAndSettings() throws -> (folders: HomeFolders, settings: Settings) {
        let home = try locate()
        let settings = try HomeReader.inspect(home).withSettings().settings
        let state = StateFolder.path(home: home, settings: settings, environment: ProcessInfo.processInfo.environment)
        return (HomeFolders(home: home, state: state, mode: settings.mode), settings)
    }
}
