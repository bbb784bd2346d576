import UsherCore
import UsherHome

/// Which e-mails the files of a home have as they lie there, and whom they can be looked at as.
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
    /// What is wrong with the files; nothing can be shown then.
    package let errors: [Problem]
    package let standing: FilesStanding

    /// Of files in which something is wrong, what could be read.
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

/// What the running daemon makes of the files that lie there.
package enum FilesStanding: Hashable, Sendable {
    /// It works by them.
    case takenUp
    /// It works by others; why, where it has said so.
    case notTakenUp(why: String?)
    /// Nobody was asked: there is no daemon here.
    case unasked
}

/// Whom an e-mail is looked at as.
package enum PreviewReader: Hashable, Sendable {
    /// By name; the first one where none is said.
    case sample(String?)
    case contact(ContactID)
}

/// One e-mail for one person, by the files as they lie there.
package struct PreviewLetter: Sendable {
    /// `welcome/download`
    package let message: String
    /// Whom it is for; nil while that cannot be told.
    package let reader: PreviewShelf.Reader?
    /// What is wrong: it would not go out like this.
    package let errors: [Problem]
    package let warnings: [Problem]
    /// Nil where it cannot be filled in: then there is an error.
    package let picture: Preview?
    package let samples: [PreviewShelf.Reader]
    package let standing: FilesStanding
}
