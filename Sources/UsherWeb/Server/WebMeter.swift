import Synchronization

/// Counts requests by route and status, for `/metrics`. Neither holds anything of a person: routes are patterns.
package final class WebMeter: Sendable {
    package struct Key: Hashable, Sendable, Comparable {
        /// `/u/{token}`, or `other`.
        package let route: String
        package let status: Int

        package static func < (left: Key, right: Key) -> Bool {
            (left.route, left.status) < (right.route, right.status)
        }
    }

    private let counts = Mutex<[Key: Int]>([:])

    package init() {}

    func count(route: String, status: Int) {
        counts.withLock { $0[Key(route: route, status: status), default: 0] += 1 }
    }

    /// Since the start.
    package var requests: [Key: Int] { counts.withLock { $0 } }
}
