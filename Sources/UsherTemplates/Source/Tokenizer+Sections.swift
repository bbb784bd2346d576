import UsherCore

extension Tokenizer {
    /// How deep sections may be in each other; deeper ones are refused.
    private static let deepest = 50

    /// The problems with the nesting of a file's sections. A file, partials too, closes what it opens.
    static func sectionProblems(_ tokens: [Token], end: Place) -> [Problem] {
        var problems: [Problem] = []
        var open: [Tag] = []
        for case .tag(let tag) in tokens {
            if tag.opens {
                open.append(tag)
                if open.count == deepest + 1 {
                    return problems + [tag.place.problem("sections are nested more than \(deepest) deep")]
                }
            } else if tag.kind == .close {
                guard let match = open.lastIndex(where: { $0.name == tag.name }) else {
                    let inner = open.last.map { "; '\($0.written)' of \($0.place) is open here" } ?? ""
                    problems.append(tag.place.problem("'\(tag.written)' closes nothing\(inner)"))
                    continue
                }
                for unclosed in open[(match + 1)...] {
                    problems.append(
                        tag.place.problem(
                            "'\(tag.written)' comes before '{{/\(unclosed.name)}}': '\(unclosed.written)' of "
                                + "\(unclosed.place) is still open"))
                }
                open.removeSubrange(match...)
            }
        }
        for tag in open {
            problems.append(
                tag.place.problem("'\(tag.written)' is never closed; '{{/\(tag.name)}}' is missing before \(end)"))
        }
        return problems
    }
}
