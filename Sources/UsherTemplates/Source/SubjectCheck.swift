import UsherCore

/// Finds what an author wrote into a subject and no message could carry. Only the template's own words are looked at: a
/// customer may be called `{{x}}` or `${y}`.
enum SubjectCheck {
    /// Marks of other template languages, and of a program that printed a value wrongly.
    private static let marks = ["{{", "${", "Optional("]

    static func problems(_ parts: [Compilation.Part]) -> [Problem] {
        var octets = 0
        var problems: [Problem] = []
        for case .text(let text, let place) in parts {
            octets += text.utf8.count
            if let mark = marks.first(where: { text.contains($0) }) {
                problems.append(
                    place.problem(
                        "the subject contains '\(mark)', which nothing here fills in; write {{name}} or leave it out"))
            }
            if let fault = PlainText.fault(text, longest: .max / 4, lines: .several) {
                problems.append(place.problem("the subject \(fault)"))
            }
            if octets > PlainText.longestHeader {
                problems.append(place.problem("the subject is longer than \(PlainText.longestHeader) octets"))
                break
            }
        }
        return problems
    }
}
