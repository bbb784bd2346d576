import UsherSupport

/// Commands in a sentence as whoever asked has to give them.
enum AskersCommands {
    /// The line with `sudo` before each of its commands, where the asker works with `folder` by that alone.
    static func shown(in line: String, for folder: String) -> String {
        let sudo = UserName.prefix(for: folder)
        guard !sudo.isEmpty else { return line }
        return line.replacing(#/(: |  |&& )(usher|systemctl) /#) { "\($0.1)\(sudo)\($0.2) " }
    }
}
