/// The paths that differ between two snapshots, each list sorted.
package struct FolderChanges: Hashable, Sendable {
    package var added: [String]
    package var changed: [String]
    package var removed: [String]

    package init(added: [String] = [], changed: [String] = [], removed: [String] = []) {
        self.added = added
        self.changed = changed
        self.removed = removed
    }

    package var isEmpty: Bool { added.isEmpty && changed.isEmpty && removed.isEmpty }

    package var count: Int { added.count + changed.count + removed.count }

    package mutating func sort() {
        added.sort()
        changed.sort()
        removed.sort()
    }
}
