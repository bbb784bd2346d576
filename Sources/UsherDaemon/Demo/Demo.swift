import Foundation
import Synchronization
import UsherCore
import UsherHome

/// The play of `usher demo`: the sample home, a dozen invented people, what they do, and a calendar that does not wait.
package struct Demo: Sendable {
    private let folder: String
    private let millisecondsPerDay: Int64
    private let say: @Sendable (String) -> Void

    /// The moment at which the demo begins: a Monday morning in Leipzig.
    static let start = Timestamp(milliseconds: 1_772_438_400_000)

    /// Prepares the demo. `say` gets each line as it happens. The folder must be empty or missing.
    package init(
        folder: String, millisecondsPerDay: Int64, say: @escaping @Sendable (String) -> Void
    ) throws {
        self.folder = folder
        self.millisecondsPerDay = millisecondsPerDay
        self.say = say
    }

    package static func freshFolder() -> String { "\(NSTemporaryDirectory())usher-demo-\(UUID().uuidString.prefix(8))" }

    /// Runs until nothing is queued and nothing happens any more: eighty days.
    package func run() async throws -> DemoResult {
        try HomeWriter.write(EmbeddedHome.files, to: folder)
        say("The sample shop is in \(folder); its calendar starts on \(Self.start.iso8601).")
        say("")
        let home = try OpenHome.open(folder, environment: [:])
        try home.store.setNote(ClockNote.name, ClockNote.text(Self.start))
        let director = try DemoDirector(home: home, scenes: DemoScript.scenes, say: say)
        let accepted = Mutex<[DemoResult.Message]>([])
        let daemon = Daemon(
            home: folder,
            options: DaemonOptions(
                clock: .stepped(from: Self.start), millisecondsPerDay: millisecondsPerDay, happenings: director,
                stopsWhenEmpty: true,
                news: { [say] news in
                    guard let message = DemoResult.Message(news, plan: home.plan) else { return }
                    say(message.line)
                    accepted.withLock { $0.append(message) }
                }),
            environment: [:])
        try await daemon.run()
        if let failure = await director.failure { throw failure }
        return try DemoResult(
            messages: accepted.withLock { $0 }, refusals: await director.refusals,
            home: try OpenHome.open(folder, environment: [:]))
    }
}
