import UsherCore

/// What the doctor says of one thing.
package struct Finding: Hashable, Sendable, Encodable {
    package enum Grade: String, Sendable, Encodable {
        case ok
        /// It works as it is; better is possible.
        case advice
        /// Mail is refused, or goes to the junk, because of it.
        case wrong
        /// It could not be found out.
        case unknown
    }

    package let grade: Grade
    /// `SPF of shop.example`.
    package let about: String
    /// What is, in one sentence without a full stop.
    package let found: String
    /// What should be; nil where all is well.
    package let wanted: String?
    /// The record to publish, or the command to give.
    package let remedy: String?
    /// What was to be found out was not: nobody answered, or it cannot be read here. Not of what Usher can never know.
    package let isUnanswered: Bool
    /// `found` without what is another figure each time that it is looked at.
    private let lasting: String

    package init(
        _ grade: Grade, _ about: String, _ found: String, wanted: String? = nil, remedy: String? = nil,
        isUnanswered: Bool = false, lasting: String? = nil
    ) {
        self.isUnanswered = isUnanswered
        self.grade = grade
        // Much of it is what others wrote: records, names, answers. A terminal obeys none of it.
        self.about = PlainText.cleaned(about)
        self.found = PlainText.cleaned(found)
        self.lasting = lasting ?? found
        self.wanted = wanted.map(PlainText.cleaned)
        self.remedy = remedy.map(PlainText.cleaned)
    }

    /// Whether `other`, of an earlier look at the same thing, says the same.
    package func says(theSameAs other: Finding) -> Bool { grade == other.grade && lasting == other.lasting }

    /// For a question that nobody answered.
    static func unanswered(_ about: String, _ name: String, _ why: String) -> Finding {
        Finding(
            .unknown, about, "no name server told of \(name): \(why)",
            wanted: "an answer; try again, or ask another server with --server", isUnanswered: true)
    }

    private enum CodingKeys: String, CodingKey { case grade, about, found, wanted, remedy }

    /// The lines for people: what is, what should be, what to paste.
    package var lines: [String] {
        let mark =
            switch grade {
            case .ok: "ok     "
            case .advice: "advice "
            case .wrong: "WRONG  "
            case .unknown: "unknown"
            }
        return ["\(mark) \(about): \(found)"]
            + (wanted.map { ["        should be: \($0)"] } ?? []) + (remedy.map { ["        \($0)"] } ?? [])
    }
}
