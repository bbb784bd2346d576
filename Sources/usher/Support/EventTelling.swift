import Foundation
import UsherCore
import UsherDaemon
import UsherIntake

/// `event --from`: lines of JSON in, a line of JSON out for each, in order, once it is on disk.
struct EventTelling {
    let home: OpenHome

    /// Ends with 65 when a line was refused.
    func run(file: String) throws {
        let name = file == "-" ? "standard input" : file
        var batch = EventBatch(
            intake: try home.events, reader: DraftReader(plan: home.plan, source: "usher event"),
            isDaemonRunning: { [home] in home.isDaemonRunning })
        do {
            var lines = LineReader(try OctetSource(path: file))
            while let line = try lines.next() {
                batch.add(line)
                if batch.isFull || !lines.isReady { Output.write(try batch.flush(), to: .standardOutput) }
            }
            Output.write(try batch.flush(), to: .standardOutput)
        } catch {
            throw Self.interrupted(error, file: name, answered: batch.tally.lines)
        }
        guard batch.tally.refused > 0 else { return }
        throw CommandFailure(
            .data,
            "\(name): \(batch.tally.summary); the answers say why. Correct those lines and give the same command again: "
                + "events with a key are not recorded twice")
    }

    /// What stopped it, with what is safe already.
    private static func interrupted(_ error: any Error, file: String, answered: Int) -> any Error {
        guard var failure = CommandFailure.describing(error) else { return error }
        if case ImportFault.unreadable(let why) = error { failure = CommandFailure(failure.code, why) }
        guard answered > 0 else { return failure }
        let safe = "the \(Wording.count(answered, "line")) answered so far are on record; give the others again"
        return CommandFailure(failure.code, "\(file): \(failure.sentence) (\(safe))")
    }
}
