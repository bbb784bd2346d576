/// The values that were used last, in two halves: when the new one is full, it becomes the old one, which is let go of.
/// At least the `limit` that were used last are kept, and twice as many at most.
package struct Lately<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    package var limit: Int
    private var new: [Key: Value] = [:]
    private var old: [Key: Value] = [:]

    package init(limit: Int) { self.limit = max(1, limit) }

    package var count: Int { new.count + old.count }

    /// Asking for a value uses it.
    package subscript(key: Key) -> Value? {
        mutating get {
            if let value = new[key] { return value }
            guard let value = old.removeValue(forKey: key) else { return nil }
            self[key] = value
            return value
        }
        set {
            if new.count >= limit { (old, new) = (new, [:]) }
            new[key] = newValue
        }
    }
}
