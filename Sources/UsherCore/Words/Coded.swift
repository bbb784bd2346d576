/// What stands in a row instead of a sentence: a word that never changes, and what belongs to it. Sentences change with
/// every version, and nobody can count them.
package struct Coded: Hashable, Sendable {
    /// The code, in `snake_case`.
    package var code: String
    package var data: [String: String]

    package init(_ code: String, _ data: [String: String?] = [:]) {
        self.code = code
        self.data = data.compactMapValues(\.self)
    }
}

/// What is kept as a code with its data. `UsherReports` makes the sentence of it.
package protocol KeptAsCode: Hashable, Sendable {
    /// Reads a value that was kept; nil for a code, or for data, that this version does not know.
    init?(known coded: Coded)
    /// The value for what another version wrote: it is kept, and shown, as it stands.
    static func unknown(_ coded: Coded) -> Self
    var coded: Coded { get }
}

extension KeptAsCode {
    package init(_ coded: Coded) { self = Self(known: coded) ?? .unknown(coded) }
}
