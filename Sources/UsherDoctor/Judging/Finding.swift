import UsherCore

/// One thing that the doctor looked at, and what there is to say of it.
package struct Finding: Hashable, Sendable, Encodable {
    package enum Grade: String, Sendable, Encodable {
        case ok
        /// It works as it is, but could be better.
        case advice
        /// Mail is refused, or goes to the junk, because of it.
        case wrong
        /// It could not be found out.
        case unknown
    }

    package let grade: Grade
    /// The thing that was looked at, such as `SPF of shop.example`.
    package let about: String
    /// The state that was found, in one sentence without a full stop.
    package let found: String
    /// The state that there should be; nil where all is well.
    package let wanted: String?
    /// The record to publish, or the command to give; nil where there is none.
    package let remedy: String?
    /// Whether a question stayed open: nobody answered, or it cannot be read here. False for what Usher can never know.
    package let isUnanswered: Bool
    /// The text of `found` without the figures that are other ones each time.
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

    /// The finding for a question that nobody answered.
    static func unanswered(_ about: String, _ name: String, _ why: String) -> Finding {
        Finding(
            .unknown, about, "no name server told of \(name): \(why)",
            wanted: "an answer; try again, or ask another server with --server", isUnanswered: true)
    }

    private enum CodingKeys: String, CodingKey { case grade, about, found, wanted, remedy }

    /// The lines for people: what is, what should be, and what to paste.
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
