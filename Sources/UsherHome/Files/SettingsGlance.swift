import UsherCore

/// Which database a home means, read from a `usher.yaml` that is wrong: the lines `mode:` and `state:`, and nothing
/// else.
///
/// For looking, stopping and entering a no while somebody corrects the file. What is not plain is not guessed: one
/// `mode:` must be there, each of the two at most once, at the beginning of a line, with its value behind it.
struct SettingsGlance: Hashable {
    let mode: Settings.Mode
    let state: String?

    init?(_ text: String) {
        var found: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            for key in ["mode", "state"] where line.hasPrefix("\(key):") {
                guard found[key] == nil, let value = Self.plain(line.dropFirst(key.count + 1)) else { return nil }
                found[key] = value
            }
        }
        guard let mode = found["mode"].flatMap(Settings.Mode.init) else { return nil }
        self.mode = mode
        state = found["state"]
    }

    /// The value of one line without quotes and comment; nil when it is empty, goes on elsewhere or is anything but
    /// text.
    private static func plain(_ rest: Substring) -> String? {
        guard rest.first == " " else { return nil }
        var value = String(rest.drop { $0 == " " })
        for quote in ["\"", "'"] where value.hasPrefix(quote) {
            let inside = value.dropFirst().prefix { String($0) != quote }
            let behind = value.dropFirst(inside.count + 2).drop { $0 == " " }
            guard value.dropFirst(inside.count + 1).hasPrefix(quote), behind.isEmpty || behind.first == "#",
                !inside.isEmpty, !inside.contains("\\")
            else { return nil }
            return String(inside)
        }
        if let comment = value.firstRange(of: " #") { value.removeSubrange(comment.lowerBound...) }
        while value.last == " " { value.removeLast() }
        guard let first = value.first, !"#&*!|>%@`{[-?:,".contains(first) else { return nil }
        return value
    }
}
