import Foundation

/// Keys of events that were told without one.
package enum EventKey {
    private static let prefix = "told-"

    /// Never the same twice: the event is a new one.
    package static func make() -> String { prefix + UUID().uuidString.lowercased() }

    package static func isMadeUp(_ key: String) -> Bool {
        key.hasPrefix(prefix) && key.utf8.count == prefix.utf8.count + 36
    }
}
