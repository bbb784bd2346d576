import Foundation
import UsherCore

/// Thousands of events, a few hundred to a transaction, each answered in its turn once it is durable.
package struct EventBatch {
    package static let linesPerTransaction = 300
    /// What became of the lines so far.
    package private(set) var tally = Tally()

    private let intake: EventIntake
    private var reader: DraftReader
    private let isDaemonRunning: () -> Bool
    private let rest: (Duration) -> Void
    private let names: [CampaignID: String]
    private var waiting: [Waiting] = []
    /// When the first of them was read; what says no time of its own happened then.
    private var now: Timestamp?

    package struct Tally: Hashable, Sendable {
        package var recorded = 0
        package var already = 0
        package var refused = 0

        package init() {}
    }

    private struct Waiting {
        let line: Int
        let told: Result<ToldEvent, Misreading>

        var request: EventRequest? {
            if case .success(.event(let request)) = told { request } else { nil }
        }
    }

    /// `rest` waits; given for tests.
    package init(
        intake: EventIntake, reader: DraftReader, isDaemonRunning: @escaping () -> Bool,
        rest: @escaping (Duration) -> Void = { Thread.sleep(forTimeInterval: $0.seconds) }
    ) {
        self.intake = intake
        self.reader = reader
        self.isDaemonRunning = isDaemonRunning
        self.rest = rest
        names = Dictionary(intake.plan.catalog.campaigns.map { ($1, $0) }) { first, _ in first }
        waiting.reserveCapacity(Self.linesPerTransaction)
    }

    package var isFull: Bool { waiting.count >= Self.linesPerTransaction }

    /// Takes one line in; it is not recorded yet.
    package mutating func add(_ line: LineReader.Line) {
        switch line {
        case .tooLong(let number):
            waiting.append(
                Waiting(line: number, told: .failure(Misreading("is longer than \(LineReader.longestLine) octets"))))
        case .line(let number, let octets):
            waiting.append(Waiting(line: number, told: read(octets)))
        }
    }

    private mutating func read(_ octets: ArraySlice<UInt8>) -> Result<ToldEvent, Misreading> {
        let now = self.now ?? intake.clock.now()
        self.now = now
        do throws(Misreading) {
            return .success(try reader.event(try Draft(json: octets, as: .event), now: now))
        } catch {
            return .failure(error)
        }
    }

    /// Records what was added and returns its answers, a line of JSON each, in the order of the lines. All of it is
    /// durable then, in one transaction; when this throws, none of it is recorded. While a daemon runs, it then rests
    /// as long as it held the write lock.
    package mutating func flush() throws(StoreError) -> [UInt8] {
        guard !waiting.isEmpty else { return [] }
        let started = ContinuousClock.now
        var results = try intake.take(
            waiting.compactMap(\.request), visits: Self.summed(waiting), now: now)[...]
        let took = started.duration(to: .now)
        var answers: [UInt8] = []
        answers.reserveCapacity(waiting.count * 96)
        for waiting in waiting {
            let answer =
                switch waiting.told {
                case .failure(let fault): EventAnswer(line: waiting.line, refused: fault.reason)
                case .success(.visits): EventAnswer(line: waiting.line, .recorded)
                case .success(.event(let request)): answer(waiting.line, request, results.popFirst())
                }
            tally.note(answer.result)
            answer.write(to: &answers)
        }
        waiting.removeAll(keepingCapacity: true)
        now = nil
        if isDaemonRunning() { rest(took) }
        return answers
    }

    private func answer(_ line: Int, _ request: EventRequest, _ taken: EventIntake.Taken?) -> EventAnswer {
        var answer = EventAnswer(line: line, request, taken?.result ?? .already, name: { names[$0] ?? "?" })
        if taken?.lacksConsent == true { answer.note = ConsentLack.person(request.person.address).note }
        return answer
    }

    /// Answers what was added and is not recorded, each line with `reason`; those that are bad keep theirs.
    package mutating func giveUp(_ reason: String) -> [UInt8] {
        var answers: [UInt8] = []
        for waiting in waiting {
            var answer = EventAnswer(line: waiting.line, refused: reason)
            if case .failure(let fault) = waiting.told { answer.reason = fault.reason }
            tally.note(answer.result)
            answer.write(to: &answers)
        }
        waiting.removeAll(keepingCapacity: true)
        now = nil
        return answers
    }

    /// One count for each campaign and day, however many lines told of it.
    private static func summed(_ waiting: [Waiting]) -> [Visits] {
        var sums: [Visits] = []
        for case .success(.visits(let visits)) in waiting.map(\.told) {
            if let index = sums.firstIndex(where: { $0.campaign == visits.campaign && $0.day == visits.day }) {
                sums[index].count += visits.count
            } else {
                sums.append(visits)
            }
        }
        return sums
    }
}

extension EventBatch.Tally {
    fileprivate mutating func note(_ result: EventAnswer.Result) {
        switch result {
        case .recorded: recorded += 1
        case .already: already += 1
        case .refused: refused += 1
        }
    }

    package var lines: Int { recorded + already + refused }

    /// `3 lines: 2 recorded, 1 refused`. What did not happen is not said.
    package var summary: String {
        let said = Wording.counts([(recorded, "recorded"), (already, "known already"), (refused, "refused")])
        return said.isEmpty ? "no lines" : "\(Wording.count(lines, "line")): \(said)"
    }
}
