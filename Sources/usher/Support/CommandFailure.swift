import ArgumentParser
import UsherBackup
import UsherCore
import UsherDaemon
import UsherHome
import UsherInbox
import UsherIntake
import UsherMail
import UsherStore

/// Why a command did not do what it was asked: one sentence and an exit code of sysexits(3).
struct CommandFailure: Error {
    enum Code: Int32 {
        /// The command line itself is wrong.
        case usage = 64
        /// What it names is not there, or may not be; a row is bad; a database is damaged.
        case data = 65
        /// A home, a file or a message that it is to read is not there.
        case noInput = 66
        /// No daemon, no relay.
        case unavailable = 69
        /// A defect in Usher.
        case software = 70
        case cannotCreate = 73
        /// The disk does not take what is to be recorded or printed.
        case io = 74
        /// Not now; the same again later may do.
        case temporary = 75
        case permission = 77
        /// The home's files.
        case config = 78
    }

    let code: Code
    let sentence: String

    init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

extension CommandFailure {
    /// Prints `error` and returns what ends the process; an error of the argument parser's own goes through.
    static func report(_ error: any Error) -> any Error {
        if let problems = error as? Problems {
            for problem in problems.list { Output.note(problem.shown) }
            explain(problems.list.map(\.description).joined())
            return ExitCode(code(of: problems.list).rawValue)
        }
        guard let failure = describing(error) else { return error }
        Output.error(failure.sentence)
        explain(failure.sentence)
        return ExitCode(failure.code.rawValue)
    }

    /// Says beside a refusal what root may not expect of it.
    static func explain(_ refusal: String) {
        if let explanation = ActingUser.explanation(of: refusal) { Output.note(explanation) }
    }

    /// Whether somebody is to correct the files, or the machine could not read them.
    static func code(of problems: [Problem]) -> Code { problems.areMachines ? .io : .config }

    /// A contacts file's fault, with the file's name.
    init(_ fault: ImportFault, file: String) { self.init(fault.code, fault.sentence(about: file)) }

    /// Nil for what the argument parser says itself.
    static func describing(_ error: any Error) -> CommandFailure? {
        switch error {
        case let failure as CommandFailure: failure
        case let problem as Problem: CommandFailure(code(of: [problem]), "\(problem)")
        case let misreading as Misreading: CommandFailure(.usage, misreading.reason)
        case let error as StoreError: CommandFailure(error.code, "\(error)")
        case let fault as DatabaseFault: CommandFailure(fault.cause.code, "\(fault)")
        case let fault as DashboardNotServed: CommandFailure(.temporary, "\(fault)")
        case let fault as NoDashboard: CommandFailure(.config, "\(fault)")
        case let name as UnknownName: CommandFailure(name.code, "\(name)")
        case let fault as HomeLocator.NotFound: CommandFailure(.noInput, "\(fault)")
        case let fault as ImportFault: CommandFailure(fault.code, "\(fault)")
        case let fault as InboxError: CommandFailure(fault.code, "\(fault)")
        case let fault as HomeWriter.Fault: CommandFailure(fault.isFullDisk ? .io : .cannotCreate, "\(fault)")
        case let fault as StateFolder.Fault: CommandFailure(fault.code, "\(fault)")
        case let fault as BackupFault: CommandFailure(fault.code, "\(fault)")
        case let fault as StateLock.Fault: CommandFailure(fault.code, "\(fault)")
        case let fault as KeyFileFault: CommandFailure(fault.code, "\(fault)")
        case let fault as DKIMKeyFault: CommandFailure(fault.code, "\(fault)")
        case let fault as ComposeFault: CommandFailure(.data, "\(fault)")
        case let mismatch as ModeMismatch:
            CommandFailure(.temporary, "\(mismatch), and then give the same command again")
        case let fault as MemoryFault: CommandFailure(.data, "\(fault)")
        case let fault as SecretResolver.Fault: CommandFailure(fault.code, "\(fault)")
        case let error as DaemonError: CommandFailure(error.code, "\(error)")
        case is ExitCode, is CleanExit, is ValidationError: nil
        default: CommandFailure(.software, "a defect in Usher: \(error)")
        }
    }
}

extension StoreError {
    var code: CommandFailure.Code {
        switch self {
        case .busy, .outdatedDaemon: .temporary
        case .cannotRecord: .io
        case .corrupt, .newer, .older, .unlike, .moved: .data
        case .cannotOpen: .permission
        case .defect: .software
        }
    }
}

extension UnknownName {
    fileprivate var code: CommandFailure.Code {
        if case .address = self { return .usage }
        return .data
    }
}

extension ImportFault {
    /// A file that cannot be had is one thing, a file that says the wrong thing another.
    fileprivate var code: CommandFailure.Code {
        if case .unreadable = self { return .noInput }
        return .data
    }
}

extension ImportFault {
    /// Named with the file and, where it is about the first line, with that.
    fileprivate func sentence(about file: String) -> String {
        switch self {
        case .unreadable: description
        case .empty, .wrongEncoding: "\(file): \(self)"
        case .noAddressColumn, .noHeader, .unknownColumns, .repeatedColumn, .speakingColumn, .speakingElsewhere,
            .noSuchColumn, .badHeader:
            "\(file):1: \(self)"
        }
    }
}

extension StateLock.Fault {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .held: .temporary
        case .failed: .io
        case .cannotOpen: .permission
        }
    }
}

extension KeyFileFault {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .garbled, .missing: .data
        case .unreadable, .open, .anotherUsers, .unwritable: .permission
        case .failed: .io
        }
    }
}

extension DKIMKeyFault {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .garbled: .data
        case .missing: .config
        case .exists: .cannotCreate
        case .unreadable, .open, .anotherUsers, .unwritable: .permission
        case .failed: .io
        }
    }
}

extension SecretResolver.Fault {
    /// A file that is not there may still come; one that is no file, or is open to others, is for its owner to mend.
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .open, .unreadable(_, .notAFile), .unreadable(_, .unreadable): .permission
        case .unreadable(_, .failed): .io
        case .nowhere, .unreadable, .malformed: .config
        }
    }
}

extension InboxError {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .noSuchMessage, .system: .noInput
        case .unusable: .permission
        case .cannotListen: .temporary
        }
    }
}

extension DaemonError {
    /// Who has the address may be gone at the next start; the others are for somebody to mend.
    fileprivate var code: CommandFailure.Code {
        if case .cannotListen = self { return .temporary }
        return .config
    }
}

extension StateFolder.Fault {
    fileprivate var code: CommandFailure.Code {
        if case .halfRestored = self { return .data }
        return .permission
    }
}

extension BackupFault {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .unreadable(_, _, let isMachines): isMachines ? .io : .noInput
        case .notABackup, .damaged, .newer, .nothingToKeep, .lacks, .noKeys, .notTogether: .data
        case .cannotWrite(_, _, let isMachines): isMachines ? .io : .cannotCreate
        case .noRoom, .cutShort: .io
        case .inTheWay, .wouldOverwrite: .cannotCreate
        case .anotherIsMade, .isRunning: .temporary
        case .database(_, let error): error.code
        case .file(let fault): fault.isMachines ? .io : .data
        case .anotherUsers: .permission
        }
    }
}
