/// The state of one relay, by the daemon's own word.
package struct RelayState: Hashable, Sendable {
    /// The relay's name in the words of the commands, such as `the relay`.
    package let name: String
    /// The server's host and port; nil for rehearsal's inbox.
    package let server: String?
    /// The moment since which it has not answered, though messages are due, as ISO 8601 in UTC; nil where it answers.
    package let silentSince: String?
    /// Why the relay is paused, in words; nil where it is not.
    package let pause: String?

    package init(name: String, server: String?, silentSince: String?, pause: String?) {
        self.name = name
        self.server = server
        self.silentSince = silentSince
        self.pause = pause
    }
}
