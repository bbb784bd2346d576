import UsherCore
import UsherSupport

/// A value that was so at a moment of the calendar.
struct Dated<Value: Sendable>: Sendable {
    let value: Value
    let at: Timestamp

    init(_ value: Value, at: Timestamp) { (self.value, self.at) = (value, at) }
}

/// The answer to a question that takes long to count.
enum Counted<Answer: Sendable>: Sendable {
    /// The answer is known. `isRenewed`: it is old, and is being counted anew.
    case known(Dated<Answer>, isRenewed: Bool)
    /// The answer is being counted for the first time.
    case underWay
}

/// Answers that take long, counted beside whoever asks: nobody waits for one longer than `patience`.
///
/// | What is known | What is shown |
/// | --- | --- |
/// | an answer that is good | that |
/// | an older one, or none, and the new one comes within `patience` | the new one |
/// | an older one | that, and that it is being counted anew |
/// | none | that it is being counted |
///
/// An answer is good for `lasts`, and for ten times as long as it took: who looks on does not have it counted without
/// end. What went wrong is told to whoever asks next, once. It lives on the lane of whoever asks, and counts on
/// another.
actor CountedBeside<Question: Hashable & Sendable, Answer: Sendable> {
    private nonisolated let lane: any Lane
    nonisolated var unownedExecutor: UnownedSerialExecutor { lane.asUnownedSerialExecutor() }

    private struct Known {
        let result: Result<Dated<Answer>, any Error>
        let goodUntil: ContinuousClock.Instant
    }

    private let lasts: Duration
    private let count: @Sendable (Question) async throws -> Dated<Answer>
    private var answers: [Question: Known] = [:]
    private var underWay: Set<Question> = []

    /// How many answers are kept; the oldest makes room.
    private let most: Int
    /// How many questions may wait to be counted; whoever asks another one has to come again.
    static var mostUnderWay: Int { 8 }
    static var patience: Duration { .milliseconds(120) }
    private static var glance: Duration { .milliseconds(4) }

    init(
        most: Int, lasts: Duration, lane: any Lane,
        count: @escaping @Sendable (Question) async throws -> Dated<Answer>
    ) {
        self.most = most
        self.lasts = lasts
        self.lane = lane
        self.count = count
    }

    func answer(_ question: Question) async throws -> Counted<Answer> {
        if let known = answers[question], known.goodUntil > lane.instant { return try told(known, question) }
        begin(question)
        let end = lane.instant + Self.patience
        while underWay.contains(question), lane.instant < end { try await lane.sleep(for: Self.glance) }
        guard let known = answers[question] else { return .underWay }
        return try told(known, question)
    }

    private func told(_ known: Known, _ question: Question) throws -> Counted<Answer> {
        if case .failure = known.result { answers[question] = nil }
        return .known(try known.result.get(), isRenewed: underWay.contains(question))
    }

    private func begin(_ question: Question) {
        guard underWay.count < Self.mostUnderWay, underWay.insert(question).inserted else { return }
        let began = lane.instant
        Task(executorPreference: lane) {
            let result: Result<Dated<Answer>, any Error>
            do { result = .success(try await self.count(question)) } catch { result = .failure(error) }
            await self.end(question, result, began)
        }
    }

    private func end(
        _ question: Question, _ result: Result<Dated<Answer>, any Error>, _ began: ContinuousClock.Instant
    ) {
        underWay.remove(question)
        if answers[question] == nil, answers.count >= most,
            let oldest = answers.min(by: { $0.value.goodUntil < $1.value.goodUntil })?.key
        {
            answers[oldest] = nil
        }
        let now = lane.instant
        let lasts = max(lasts, began.duration(to: now) * 10)
        answers[question] = Known(result: result, goodUntil: now.advanced(by: lasts))
    }
}
