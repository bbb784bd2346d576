import UsherCore

/// `config/usher.yaml` with another relay: edited, read again, and compared, before anybody writes it.
package struct RelayEdit: Sendable {
    package enum Fault: Error, Hashable, Sendable {
        /// The file is wrong as it is.
        case files([Problem])
        /// The choice is one that no file may have; one sentence.
        case choice(String)
        /// The file's block cannot be edited line by line; the choice is to be pasted.
        case byHand
    }

    /// The whole file.
    package let text: String
    /// What it then says of the relay: the choice, and the other keys that its block had.
    package let smtp: SMTPSettings

    /// The file `text` with the choice in it.
    ///
    /// It says of everything else what it said before, and stays one that can be read: else this throws, and the caller
    /// writes nothing.
    package init(_ choice: RelayChoice, in text: String) throws(Fault) {
        let before = Self.read(text)
        guard let old = before.settings, before.errors.isEmpty else { throw .files(before.errors) }
        let wanted = try Self.checked(choice)
        guard let edited = SMTPBlock.edited(text, choice) else { throw .byHand }
        let after = Self.read(edited)
        guard after.errors.isEmpty, let new = after.settings, let smtp = new.smtp, smtp.chosen == wanted.chosen,
            Self.others(new) == Self.others(old), old.smtp.map({ $0.others == smtp.others }) ?? true
        else { throw .byHand }
        self.text = edited
        self.smtp = smtp
    }

    /// What a file says of the relay; nil where that cannot be read.
    package static func relay(in text: String) -> SMTPSettings? { read(text).settings?.smtp }

    /// Throws why no file may have it.
    private static func checked(_ choice: RelayChoice) throws(Fault) -> SMTPSettings {
        let shop = ["sender: { name: Shop, address: shop@shop.example }"]
        let read = read((shop + choice.block).joined(separator: "\n") + "\n")
        if let problem = read.errors.first { throw .choice(problem.message) }
        guard let smtp = read.settings?.smtp else { throw .byHand }
        guard smtp.username == choice.username, smtp.passwordFile == choice.passwordFile else {
            throw .choice("a user name, and the name of a file, is one line without spaces around it")
        }
        return smtp
    }

    private static func read(_ text: String) -> (settings: Settings?, errors: [Problem]) {
        let log = ProblemLog()
        let settings = YAMLText.root(of: text, file: "config/usher.yaml", log: log).flatMap(SettingsDocument.read)
        return (settings?.settings, log.sorted.filter { $0.severity == .error })
    }

    private static func others(_ settings: Settings) -> Settings {
        var settings = settings
        settings.smtp = nil
        return settings
    }
}

extension SMTPSettings {
    /// What a `RelayChoice` says.
    fileprivate var chosen: SMTPSettings {
        SMTPSettings(host: host, port: port, tls: tls, username: username, passwordFile: passwordFile)
    }

    /// What it does not.
    fileprivate var others: SMTPSettings {
        var others = self
        (others.host, others.port, others.tls, others.username, others.passwordFile) = ("", 0, .required, nil, nil)
        return others
    }
}
