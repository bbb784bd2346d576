/// A name that a file gives up for another.
struct Rename: Equatable {
    var to: String
    var from: String?

    /// The renames to carry out, in this order: those whose new name is not known and whose old one is. A chain (c was
    /// b, b was a) resolves from its end; one that was carried out before is not due again.
    static func due(_ renames: [Rename], known: Set<String>) -> [Rename] {
        var names = known
        var waiting = renames
        var due: [Rename] = []
        while let index = waiting.firstIndex(where: { rename in
            guard let from = rename.from else { return false }
            return !names.contains(rename.to) && names.contains(from)
        }) {
            let rename = waiting.remove(at: index)
            if let from = rename.from { names.remove(from) }
            names.insert(rename.to)
            due.append(rename)
        }
        return due
    }
}
