import ArgumentParser
import UsherCore
import UsherDaemon
import UsherMail
import UsherStore

/// Why a command did not do what it was asked: one sentence and an exit code of sysexits(3).
struct CommandFailure: Error {
    enum Code: Int32 {
        case usage = 64
        case data = 65
        case noInput = 66
        case unavailable = 69
        case software = 70
        case cannotCreate = 73
        case io = 74
        case temporary = 75
        case permission = 77
        case config = 78
    }

    let code: Code
    let sentence: String

    init(_ code: Code, _ sentence: String) {
        self.code = code
        self.sentence = sentence
    }
}

/// Runs a command's body; prints what went wrong as sentences and exits with its code.
func reporting<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        return try body()
    } catch {
        throw CommandFailure.report(error)
    }
}

/// The same for a body that waits.
func reporting<Result>(_ body: () async throws -> Result) async throws -> Result {
    do {
        return try await body()
    } catch {
        throw CommandFailure.report(error)
    }
}

extension CommandFailure {
    /// Prints `error` and returns what ends the command; an error of the argument parser's own goes through.
    fileprivate static func report(_ error: any Error) -> any Error {
        if let problems = error as? Problems {
            for problem in problems.list { Output.write("\(problem)\n", to: .standardError) }
            return ExitCode(Code.config.rawValue)
        }
        guard let failure = failure(error) else { return error }
        Output.error(failure.sentence)
        return ExitCode(failure.code.rawValue)
    }

    /// Nil for what is not ours.
    private static func failure(_ error: any Error) -> CommandFailure? {
        switch error {
        case let failure as CommandFailure: failure
        case let problem as Problem: CommandFailure(.config, "\(problem)")
        case let error as StoreError: CommandFailure(error.code, "\(error)")
        case let name as UnknownName: CommandFailure(.data, "\(name)")
        case let fault as HomeLocator.NotFound: CommandFailure(.noInput, "\(fault)")
        case let fault as ImportFault: CommandFailure(.noInput, "\(fault)")
        case let fault as InboxError: CommandFailure(.noInput, "\(fault)")
        case let fault as HomeWriter.Fault: CommandFailure(.cannotCreate, "\(fault)")
        case let fault as StateFolder.Fault: CommandFailure(.permission, "\(fault)")
        case let fault as StateLock.Fault: CommandFailure(.temporary, "\(fault)")
        case let fault as KeyFileFault: CommandFailure(.permission, "\(fault)")
        case let fault as SecretResolver.Fault: CommandFailure(.config, "\(fault)")
        case let error as DaemonError: CommandFailure(.config, "\(error)")
        default: nil
        }
    }
}

extension StoreError {
    fileprivate var code: CommandFailure.Code {
        switch self {
        case .busy: .temporary
        case .cannotRecord: .io
        case .corrupt, .newer: .data
        case .cannotOpen: .permission
        case .defect: .software
        }
    }
}
