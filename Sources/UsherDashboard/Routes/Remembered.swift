/// Answers that stay good for a while, so many at most: the oldest makes room.
struct Remembered<Question: Hashable & Sendable, Answer: Sendable>: Sendable {
    private let most: Int
    private let lasts: Duration
    private var answers: [Question: (answer: Answer, at: ContinuousClock.Instant)] = [:]

    init(most: Int, lasts: Duration) {
        self.most = most
        self.lasts = lasts
    }

    func value(_ question: Question, at now: ContinuousClock.Instant) -> Answer? {
        guard let known = answers[question], known.at.duration(to: now) < lasts else { return nil }
        return known.answer
    }

    mutating func remember(_ answer: Answer, for question: Question, at now: ContinuousClock.Instant) {
        if answers[question] == nil, answers.count >= most,
            let oldest = answers.min(by: { $0.value.at < $1.value.at })?.key
        {
            answers[oldest] = nil
        }
        answers[question] = (answer, now)
    }
}
