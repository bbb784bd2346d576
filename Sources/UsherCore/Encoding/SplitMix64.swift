/// Numbers from a seed (Steele, Lea and Flood, 2014): the same seed gives the same ones on every machine.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= Self.step
        return Self.mixed(state)
    }

    /// Between one state and the next.
    static let step: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// Neighbours in, unrelated numbers out.
    static func mixed(_ number: UInt64) -> UInt64 {
        var z = number
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
