import UsherCore

extension CompiledMessage {
    /// What is wrong with the message's names, given those that exist: unknown ones, values that may be missing and
    /// have no fallback, and values used as what they are not. In order of their places; empty means that `render`
    /// finds what it needs as long as the values keep what the vocabulary promises.
    package func check(_ vocabulary: Vocabulary) -> [Problem] {
        let check = NameCheck(tags: tags, constants: lookups.constants, vocabulary: vocabulary)
        return tags.compactMap { tag in check.fault(of: tag).map { tag.place.problem($0) } }.sorted(by: Self.isBefore)
    }
}
