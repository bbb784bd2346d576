/// The names that templates may use, as `check` knows them before any message is made.
package struct Vocabulary: Hashable, Sendable {
    package enum Shape: String, Sendable, Codable {
        case text
        /// Yes or no: for sections only.
        case flag
        /// A list of texts; or of objects, when names below it are known.
        case list
        case object
    }

    package struct Entry: Hashable, Sendable {
        package var shape: Shape
        /// Whether the value is there for everybody; where it is not, a template needs a fallback for it.
        package var isAlwaysPresent: Bool

        package init(_ shape: Shape, isAlwaysPresent: Bool) {
            self.shape = shape
            self.isAlwaysPresent = isAlwaysPresent
        }
    }

    /// The entries by dotted name: `contact.name`. `orders.title` beside a list `orders` is a field of its items. The
    /// objects on the way (`contact`) need no entry.
    package var entries: [String: Entry]
    /// Objects whose fields nobody declared (`event`): every name below is a text that may be missing.
    package var open: Set<String>

    package init(_ entries: [String: Entry], open: Set<String> = []) {
        self.entries = entries
        self.open = open
    }

    /// The entry of a dotted name; nil when it is unknown. An object on the way is always present.
    package subscript(name: String) -> Entry? {
        if let entry = entries[name] { return entry }
        if open.contains(name) || entries.keys.contains(where: { $0.hasPrefix(name + ".") }) {
            return Entry(.object, isAlwaysPresent: true)
        }
        guard let dot = name.lastIndex(of: "."), open.contains(String(name[..<dot])) else { return nil }
        return Entry(.text, isAlwaysPresent: false)
    }
}
