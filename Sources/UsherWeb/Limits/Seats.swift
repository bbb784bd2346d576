import Synchronization

/// Room for so many of each key at once. Whoever has a seat leaves it when its last reference is gone, however that
/// comes.
final class Seats<Key: Hashable & Sendable>: Sendable {
    private let most: Int
    /// Only of keys that have one: there are never more of them than seats taken.
    private let taken = Mutex<[Key: Int]>([:])

    init(_ most: Int) { self.most = most }

    /// Nil while all of the key's are taken.
    func take(_ key: Key) -> Seat? {
        let hasOne = taken.withLock { taken in
            let count = taken[key] ?? 0
            guard count < most else { return false }
            taken[key] = count + 1
            return true
        }
        return hasOne ? Seat { self.leave(key) } : nil
    }

    private func leave(_ key: Key) {
        taken.withLock { taken in
            let rest = (taken[key] ?? 0) - 1
            taken[key] = rest > 0 ? rest : nil
        }
    }

    /// For tests.
    var keys: Int { taken.withLock(\.count) }
}

final class Seat: Sendable {
    private let leave: @Sendable () -> Void

    fileprivate init(leave: @escaping @Sendable () -> Void) { self.leave = leave }

    deinit { leave() }
}
