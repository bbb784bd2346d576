import Foundation
import UsherCore

/// Keys of events that were told without one.
package enum EventKey {
    /// Never the same twice: the event is a new one.
    package static func make() -> String { Event.madeUpKeyPrefix + UUID().uuidString.lowercased() }
}
