import Foundation

/// Which mistake is made in this process: none, or the one that the environment names. `scripts/mutants` puts this file
/// beside the sources, and all mistakes into them, so that one build serves them all.
package enum Mutant {
    private static let name = ProcessInfo.processInfo.environment["USHER_MUTANT"]

    /// Whether the mistake of that patch is made.
    package static func isAwake(_ patch: String) -> Bool {
        guard let name else { return false }
        return name == patch
    }
}
