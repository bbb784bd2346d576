import UsherCore

/// So that a property test that failed fails again.
package typealias SeededGenerator = SplitMix64
