import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherMail
import UsherSupport

struct KeysCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys",
        abstract: "The keys that links and return addresses are made with.",
        discussion: """
            They lie in the state folder, in keys.json.

            EXAMPLES
              usher keys rotate
            """,
        subcommands: [Rotate.self])

    struct Rotate: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a new key for the links and return addresses of messages to come.",
            discussion: """
                Links in messages that were sent stay good for ever: the keys that there are stay, and a message that was \
                composed before is sent again with the same octets. A running daemon takes the new key up within a few \
                seconds, and everybody signs with it a minute later. Make a backup afterwards: one from before lacks the \
                new key, and the database refuses it.

                EXAMPLES
                  usher keys rotate && usher backup /var/backups/usher
                """)

        @OptionGroup var home: HomeOptions

        /// Until a new key signs: time for a running daemon to take it up. Milliseconds.
        private static let lead: Int64 = 60_000
        /// How often a running daemon is looked at, and the pause between. Its own look comes once a second.
        private static let (looks, pause): (Int, UInt32) = (100, 200_000)

        func run() throws {
            let home = try home.openAnyway()
            // What was composed before stays the older key's, also where a clock was ahead.
            let last = try home.store.lastComposition() ?? .init(milliseconds: 0)
            let moment = max(home.clock.now(), last).adding(milliseconds: Self.lead)
            let (content, key) = try KeyFile.rotate(at: home.folders.keys, from: moment)
            let time = Wording.time(key.createdAt, clock: home.settings.clock)
            Output.line(
                "\(home.folders.keys) has a new key, number \(key.id): it signs what is composed from \(time) on.")
            if home.isDaemonRunning {
                try wait(for: key, home, time)
            } else {
                try home.store.takeUp(content.keyring.fingerprints)
            }
            Output.line("Links and addresses of before stay good. Make a backup now: one from before lacks this key.")
        }

        private func wait(for key: SigningKey, _ home: OpenHome, _ time: String) throws {
            for _ in 0..<Self.looks {
                if try home.store.keyFingerprints().contains(where: { $0.id == key.id }) {
                    return Output.line("The daemon has taken it up.")
                }
                usleep(Self.pause)
            }
            throw CommandFailure(
                .temporary,
                "the daemon has not taken the new key up; restart it before \(time), so that it signs with it then")
        }
    }
}
