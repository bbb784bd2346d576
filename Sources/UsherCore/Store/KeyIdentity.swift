/// What a database knows a key by: its number, and octets that only this key has and that give nothing of it away.
package struct KeyFingerprint: Hashable, Sendable {
    package let id: UInt16
    package let octets: [UInt8]

    package init(id: UInt16, octets: [UInt8]) {
        self.id = id
        self.octets = octets
    }
}

/// Whether keys belong to a database: by what they are, not by where they lie.
package enum KeyIdentity: Hashable, Sendable {
    /// The keys are the ones that the database knows.
    case known
    /// The keys belong to the database, and these of them are not written down in it yet.
    case takesUp([KeyFingerprint])
    case refused(Refusal)

    package enum Refusal: Hashable, Sendable {
        /// A key has another content under the same number: these are another home's keys.
        case anothers
        /// Keys that the database was used with are not there, by number: an older copy, or a rotation that dropped
        /// them.
        case lacks([UInt16])
        /// A key is older than the oldest that the database knows, and people who said no are known by the oldest.
        case older(UInt16)
    }

    /// | The database knows | The keys | |
    /// | --- | --- | --- |
    /// | none | any | takes them up, once |
    /// | some | the same | known |
    /// | some | the same and newer ones | takes up the newer ones |
    /// | some | one of that number with another content | refused: another home's |
    /// | some | without one of them | refused: it lacks them |
    /// | some | all, and one that is older | refused: people who said no are known by the oldest |
    package static func decide(known: [KeyFingerprint], offered: [KeyFingerprint]) -> KeyIdentity {
        let offers = Dictionary(offered.map { ($0.id, $0) }) { first, _ in first }
        if known.contains(where: { key in offers[key.id].map { $0 != key } ?? false }) { return .refused(.anothers) }
        let missing = known.map(\.id).filter { offers[$0] == nil }.sorted()
        guard missing.isEmpty else { return .refused(.lacks(missing)) }
        if let oldest = known.map(\.id).min(), let least = offers.keys.min(), least < oldest {
            return .refused(.older(least))
        }
        let new = offered.filter { !known.contains($0) }
        return new.isEmpty ? .known : .takesUp(new)
    }
}
