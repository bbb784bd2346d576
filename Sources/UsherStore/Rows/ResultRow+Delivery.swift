import UsherCore

extension ResultRow {
    /// A reply from the three columns that begin at `start`: code, enhanced status, text.
    func reply(_ start: Int) -> Reply? {
        guard !isNull(start) else { return nil }
        return Reply(
            code: int(start), enhanced: optionalText(start + 1).flatMap { EnhancedStatus(stored: $0) },
            text: text(start + 2))
    }

    /// A composition from the three columns that begin at `start`: revision hash, inputs, composed at.
    func composition(_ start: Int) -> Composition? {
        guard !isNull(start) else { return nil }
        return Composition(
            revision: RevisionHash(octets: octets(start)), inputs: text(start + 1), composedAt: time(start + 2))
    }
}

extension EnhancedStatus {
    /// `5.1.1`, as this target wrote it.
    init?(stored text: String) {
        let parts = text.split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(parts[0], parts[1], parts[2])
    }
}
