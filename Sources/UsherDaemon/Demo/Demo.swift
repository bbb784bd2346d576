import Foundation
import Synchronization
import UsherCore

/// `usher demo`: the sample home, its sample people, and a calendar that does not wait.
package struct Demo: Sendable {
    private let folder: String
    private let millisecondsPerDay: Int64
    private let say: @Sendable (String) -> Void

    /// A Monday morning in Leipzig.
    static let start = Timestamp(milliseconds: 1_772_438_400_000)

    /// `say` gets each line as it happens. The folder must be empty or missing.
    package init(
        folder: String, millisecondsPerDay: Int64, say: @escaping @Sendable (String) -> Void
    ) throws {
        self.folder = folder
        self.millisecondsPerDay = millisecondsPerDay
        self.say = say
    }

    package static func freshFolder() -> String { "\(NSTemporaryDirectory())usher-demo-\(UUID().uuidString.prefix(8))" }

    /// Runs until nothing is queued. A minute of real time at the standard pace.
    package func run() async throws -> DemoResult {
        try HomeWriter.write(EmbeddedHome.files, to: folder)
        say("The sample shop is in \(folder); its calendar starts on \(Self.start.iso8601).")
        let entered = try enterEverybody()
        say("\(entered) runs begin: \(DemoCast.runs.map { "\($0.person) in \($0.campaign)" }.joined(separator: ", ")).")
        say("")
        let accepted = Mutex<[DemoResult.Message]>([])
        let names = try OpenHome.open(folder, environment: [:])
        let daemon = Daemon(
            home: folder,
            options: DaemonOptions(
                clock: .stepped(from: Self.start), millisecondsPerDay: millisecondsPerDay, stopsWhenEmpty: true,
                news: { [say] news in
                    guard let message = DemoResult.Message(news, plan: names.plan) else { return }
                    say(message.line)
                    accepted.withLock { $0.append(message) }
                }),
            environment: [:])
        try await daemon.run()
        return DemoResult(messages: accepted.withLock { $0 }, inbox: names.folders.inbox, home: folder)
    }

    /// Everybody of the cast, by the same door as `usher enqueue`.
    private func enterEverybody() throws -> Int {
        var home = try OpenHome.open(folder, environment: [:])
        try home.store.setNote(ClockNote.name, ClockNote.text(Self.start))
        home.clock = SteppedClock(from: Self.start)
        var count = 0
        for run in DemoCast.runs {
            guard let sample = try home.files.sample(run.person) else { continue }
            let entry = EntryTemplate(
                campaign: try home.campaign(named: run.campaign).0, consent: "the demo's own people",
                source: "usher demo")
            var request = entry.request(PersonDraft(sample), now: Self.start)
            request.data = sample.event
            for case .entered in try home.intake.enter([request]) { count += 1 }
        }
        return count
    }
}

/// Who enters what.
enum DemoCast {
    static let runs: [(person: String, campaign: String)] = [
        ("sam", "welcome"), ("joerg", "welcome"), ("nobody", "welcome"), ("siobhan", "excite"),
        ("aroha", "ascend"), ("leonie", "advocate"),
    ]
}
