import UsherCore

/// That nobody ever said that a person agreed to marketing: the same words at every door, with how to say it there.
package enum ConsentLack: Hashable, Sendable {
    /// The same command takes it.
    case command
    /// What a program tells takes it.
    case program
    /// By a command of its own: an event is not told twice, and a page has no field for it.
    case person(EmailAddress)

    /// A clause: what is so, and what to do.
    package var words: String {
        switch self {
        case .command: "no consent yet; say what was agreed to with --consent TEXT"
        case .program: "no consent yet; say what was agreed to as \(DraftField.consent.place(at: .json))"
        case .person(let address):
            "no consent yet; say what was agreed to: "
                + ShellWord.command("usher contact add", [address.wire], options: "--consent TEXT")
        }
    }

    /// What follows for marketing, where it stands alone.
    package var note: String { "marketing will be withheld: \(words)" }

    /// The note about somebody who stands so; nil where something was said, or where it could not be read.
    package func note(_ standing: Standing?, settings: ConsentSettings) -> String? {
        guard let standing, ConsentPolicy.answer(standing, settings: settings) == .nothing else { return nil }
        return note
    }
}
