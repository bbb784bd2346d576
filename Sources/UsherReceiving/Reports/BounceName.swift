import UsherCore

/// PowerMTA's names for refusals, by which reports of it are judged that say nothing else.
enum BounceName {
    static func category(_ name: String) -> RefusalCategory? { names[name.trimmedBlanks.lowercased()] }

    private static let names: [String: RefusalCategory] = [
        "bad-mailbox": .hard, "bad-domain": .hard, "inactive-mailbox": .hard, "quota-issues": .soft,
        "no-answer-from-host": .soft, "bad-connection": .soft, "routing-errors": .soft, "message-expired": .soft,
        "spam-related": .block, "policy-related": .block, "relaying-issues": .block, "virus-related": .content,
        "content-related": .content,
    ]
}
