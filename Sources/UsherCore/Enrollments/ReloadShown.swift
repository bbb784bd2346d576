/// The numbers that somebody was shown of a held reload before they said yes to it: the yes reaches as far as that.
package struct ReloadShown: Codable, Hashable, Sendable {
    /// The files, as a number that means nothing in another process.
    package let files: Int
    /// People who would be mailed at once.
    package let mailed: Int
    /// Enrollments left without their step or campaign.
    package let stranded: Int

    package init(files: Int, mailed: Int, stranded: Int) {
        self.files = files
        self.mailed = mailed
        self.stranded = stranded
    }
}

extension ReloadShown {
    /// The text for a form: `-1203991.312.0`.
    package var text: String { "\(files).\(mailed).\(stranded)" }

    /// Reads such a text; nil for anything that `text` never says.
    package init?(text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, let files = Int(parts[0]), let mailed = Int(parts[1]), let stranded = Int(parts[2]),
            mailed >= 0, stranded >= 0
        else { return nil }
        self.init(files: files, mailed: mailed, stranded: stranded)
    }
}
