/// How one relay is, by the daemon's own word.
package struct RelayState: Hashable, Sendable {
    /// `the relay`, in the words of the commands.
    package let name: String
    /// Host and port; nil for rehearsal's inbox.
    package let server: String?
    /// Since when it has not answered, though messages are due: ISO 8601, UTC.
    package let silentSince: String?
    /// Why it is paused, in words.
    package let pause: String?

    package init(name: String, server: String?, silentSince: String?, pause: String?) {
        self.name = name
        self.server = server
        self.silentSince = silentSince
        self.pause = pause
    }
}
