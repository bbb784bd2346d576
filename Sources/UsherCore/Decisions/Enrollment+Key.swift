extension Enrollment {
    /// The key under which a run is kept: the requested one, and where earlier runs have it, `KEY~2`, `KEY~3`, so that
    /// a contact who enters again after `re_entry: after` has two runs to look at.
    package static func freeKey(_ requested: String, runs: [Enrollment]) -> String {
        let count = runs.count { $0.entered(with: requested) }
        return count == 0 ? requested : "\(requested)~\(count + 1)"
    }

    /// Whether this run was asked for with `requested`.
    func entered(with requested: String) -> Bool {
        if key == requested { return true }
        guard key.hasPrefix(requested + "~") else { return false }
        let number = key.utf8.dropFirst(requested.utf8.count + 1)
        return !number.isEmpty && number.allSatisfy(\.isDigit)
    }
}
