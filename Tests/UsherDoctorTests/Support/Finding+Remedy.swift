@testable import UsherDoctor

extension Finding {
    /// Of these nothing can be pasted: whoever writes the message writes it otherwise.
    private static let isForAuthors: Set<String> = ["size", "text part", "spam filter"]

    /// Whether something is wrong, and nothing is offered that puts it right or shows it.
    var lacksRemedy: Bool { grade == .wrong && remedy == nil && !Self.isForAuthors.contains(about) }
}
