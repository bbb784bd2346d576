import UsherMail

/// The names of the files in a backup. Unpacked by hand, it is a home with its state folder.
package enum BackupName {
    /// The backup's first file, which says what this is.
    package static let manifest = "usher-backup.json"
    package static let keys = "state/keys.json"
    package static let databases = ["state/usher.sqlite", "state/rehearsal.sqlite"]
    /// The folders of the spool whose mails are taken along: what waits to be read, and what people wrote or judge.
    package static let mails = ["new", "kept", "letters"]
    /// The backup's last file: the SHA-256 of every other file, in the form of sha256sum(1).
    package static let sums = "SHA256SUMS"

    /// How many parts the name of a home's file may have: nobody makes more folders in each other for campaigns and
    /// e-mails.
    package static let deepest = 8
    package static let mostFiles = 20_000
    /// How many mails a backup may have, beside the files of the home.
    package static let mostMails = 60_000
    /// The largest file of a home, in octets; larger ones no home has.
    package static let largestFile = 1 << 20
    /// The largest mail, in octets: more than the spool takes, with what is put in front.
    package static let largestMail = 10_001_000

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

    /// Whether this is the name of a mail: `state/spool/kept/1764515.M1P2R3.usher`.
    package static func isMail(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "state" && parts[1] == "spool" && mails.contains(String(parts[2]))
            && isMailFile(parts[3])
    }

    /// Whether a file in a folder of mails may have this name: whoever delivers the mail chooses it.
    package static func isMailFile(_ file: some StringProtocol) -> Bool {
        (1...100).contains(file.utf8.count) && !file.hasPrefix(".")
            && file.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || ("0"..."9").contains($0)
                        || ".,:;=_+@%-".unicodeScalars.contains($0))
            }
    }

    package static func isKnown(_ name: String) -> Bool {
        name == manifest || name == keys || name == sums || databases.contains(name) || isDKIMKeys(name)
            || isOfHome(name) || isMail(name)
    }

    /// How many octets the file of this name may have; nil where only the archive's own size bounds it.
    package static func limit(_ name: String) -> Int64? {
        if databases.contains(name) { return nil }
        if isMail(name) { return Int64(largestMail) }
        return name == sums ? 24 << 20 : Int64(largestFile)
    }
}
