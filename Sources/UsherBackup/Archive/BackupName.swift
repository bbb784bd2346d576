import UsherMail

/// What the files in a backup are called. Unpacked by hand, it is a home with its state folder.
package enum BackupName {
    /// First: what this is.
    package static let manifest = "usher-backup.json"
    package static let keys = "state/keys.json"
    package static let databases = ["state/usher.sqlite", "state/rehearsal.sqlite"]
    /// Last: the SHA-256 of every other file, in the form of sha256sum(1).
    package static let sums = "SHA256SUMS"

    /// More folders in each other nobody makes for campaigns and e-mails.
    package static let deepest = 8
    package static let mostFiles = 20_000
    /// Of a file of the home; larger ones no home has.
    package static let largestFile = 1 << 20

    /// Whether this is the name of a file in `config/` or `templates/` that cannot lead out of there, and that Usher
    /// would read: no hidden file, and no editor's backup.
    package static func isOfHome(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...deepest).contains(parts.count), parts.first == "config" || parts.first == "templates" else {
            return false
        }
        return parts.allSatisfy(isPlain) && !name.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }

    private static func isPlain(_ part: Substring) -> Bool {
        !part.isEmpty && !part.hasPrefix(".") && !part.hasPrefix("#") && !part.hasSuffix("~") && !part.contains("\\")
    }

    /// Whether this is the name of a file of DKIM keys: `state/dkim-spring.json`.
    package static func isDKIMKeys(_ name: String) -> Bool {
        name.hasPrefix("state/") && DKIMKeyFolder.name(ofFile: String(name.dropFirst("state/".count))) != nil
    }

    package static func isKnown(_ name: String) -> Bool {
        name == manifest || name == keys || name == sums || databases.contains(name) || isDKIMKeys(name)
            || isOfHome(name)
    }

    /// How many octets the file may have; nil where only the archive's own size bounds it.
    package static func limit(_ name: String) -> Int64? {
        if databases.contains(name) { return nil }
        return name == sums ? 8 << 20 : Int64(largestFile)
    }
}
