import UsherCore
import UsherHome

/// The e-mails that the files of a home have as they lie there, and the people whom they can be looked at as.
package struct PreviewShelf: Sendable {
    package struct Campaign: Hashable, Sendable {
        package let name: String
        package let title: String
        package let steps: [String]
    }

    /// A person of `config/samples.yaml`.
    package struct Reader: Hashable, Sendable {
        package let handle: String
        /// The name; the address where there is none.
        package let name: String
    }

    package let campaigns: [Campaign]
    package let samples: [Reader]
    /// The errors of the files; nothing can be shown then.
    package let errors: [Problem]
    package let standing: FilesStanding

    /// Takes what was read. Of files in which something is wrong, that is what could be read.
    init(_ reading: HomeReading, _ standing: FilesStanding) {
        let files = reading.readable
        campaigns = (files?.campaigns ?? []).filter { !$0.steps.isEmpty }.map {
            Campaign(name: $0.name, title: $0.title, steps: $0.steps.map(\.name))
        }
        samples = (files?.samples ?? []).map(Reader.init)
        errors = reading.errors.bounded()
        self.standing = standing
    }
}

extension PreviewShelf.Reader {
    init(_ sample: Sample) {
        handle = sample.handle
        name = sample.name ?? "\(sample.address)"
    }
}

/// The relation of the running daemon to the files that lie there.
package enum FilesStanding: Hashable, Sendable {
    /// The daemon works by these files.
    case takenUp
    /// The daemon works by other files; why, where it has said so.
    case notTakenUp(why: String?)
    /// Nobody was asked: there is no daemon here.
    case unasked
}

/// The person whom an e-mail is looked at as.
package enum PreviewReader: Hashable, Sendable {
    /// The sample person of this name; the first one where none is named.
    case sample(String?)
    case contact(ContactID)
}

/// One e-mail for one person, by the files as they lie there.
package struct PreviewLetter: Sendable {
    /// The message's name, such as `welcome/download`.
    package let message: String
    /// The person whom it is for; nil while that cannot be told.
    package let reader: PreviewShelf.Reader?
    /// The errors: with one of them it would not go out like this.
    package let errors: [Problem]
    package let warnings: [Problem]
    /// The composed message; nil where it cannot be filled in, and then there is an error.
    package let picture: Preview?
    package let samples: [PreviewShelf.Reader]
    package let standing: FilesStanding
}
