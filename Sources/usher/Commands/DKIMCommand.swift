import ArgumentParser
import Foundation
import UsherCore
import UsherDaemon
import UsherHome
import UsherMail
import UsherSupport

struct DKIMCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dkim",
        abstract: "Sign what is sent: make keys, and show the DNS records for them.",
        discussion: """
            For a relay that does not sign. Make keys, publish their records, and when the world sees them, name the keys \
            in config/usher.yaml: from then on each new message is signed with both, an RSA and an Ed25519 key. A message \
            that was tried before keeps its octets. Keys are kept for ever; records may go a week after others are in use.

            EXAMPLES
              usher dkim create
              usher dkim show
            """,
        subcommands: [Create.self, Show.self], defaultSubcommand: Show.self)

    struct Create: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make a pair of keys, and show the records to publish.",
            discussion: """
                Nothing is signed with them until config/usher.yaml says 'dkim: NAME'. They lie in the state folder, readable by \
                its owner alone, and belong into the backup. With --to they are written to another file instead, for a \
                systemd credential: LoadCredential=dkim-NAME.json:FILE.

                EXAMPLES
                  usher dkim create
                  usher dkim create --name spring > records.zone
                  usher dkim create --name spring --to /root/dkim-spring.json
                  usher dkim create --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Option(
            help: ArgumentHelp(
                "What they are called, in DNS as well; 'usher-' and the day if not said.", valueName: "NAME"))
        var name: String?
        @Option(
            help: ArgumentHelp("A new file for them, instead of the state folder.", valueName: "FILE"),
            completion: .file())
        var to: String?

        func validate() throws {
            if let name, !DKIMKeyName.isOne(name) { throw ValidationError(DKIMKeyName.complaint(name)) }
        }

        func run() throws {
            let place = try DKIMPlace(home)
            let now = SystemClock().now()
            let keys = try DKIMKeys.make(
                name: name ?? "usher-\(now.iso8601.prefix(10).replacing("-", with: ""))", now: now)
            if let to {
                try DKIMKeyFolder.write(keys, to: to)
            } else {
                try StateFolder.open(place.folder.state, home: place.home)
                try place.folder.add(keys)
            }
            let answer = DKIMAnswer(keys, place)
            if output.json { return try Output.json(answer) }
            Output.show(answer.records.map { Shown(exact: $0.zone) })
            Output.note(
                "Publish these two TXT records, each in one piece where a form asks for its value, without the quotes.")
            Output.note(
                "When DNS answers with them, put this line into config/usher.yaml: dkim: \(keys.name)")
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The keys that there are, with their records, and who signs.",
            discussion: """
                EXAMPLES
                  usher dkim show
                  usher dkim show usher-20261129
                  usher dkim show --json
                """)

        @OptionGroup var home: HomeOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: ArgumentHelp("One pair of keys; all if not said.", valueName: "NAME")) var name: String?

        func run() throws {
            let place = try DKIMPlace(home)
            let names = try name.map { [$0] } ?? place.folder.names()
            let answers = try names.map { DKIMAnswer(try place.folder.keys($0), place) }
            if output.json { return try Output.json(answers) }
            Output.show(answers.flatMap { [Shown(";; \($0.line)")] + $0.records.map { Shown(exact: $0.zone) } })
            Output.note(place.who)
        }
    }
}

/// Where the keys of a home are, and for which domains.
private struct DKIMPlace {
    let home: String
    let folder: DKIMKeyFolder
    private let settings: Settings
    /// Of From, as an A-label, by the kind of mail: transactional mail may have another sender.
    private let domains: [MessageKind: String]

    init(_ options: HomeOptions) throws {
        home = try options.locate()
        let settings = try HomeReader.inspect(home).withSettings().settings
        let environment = ProcessInfo.processInfo.environment
        folder = DKIMKeyFolder(
            state: StateFolder.path(home: home, settings: settings, environment: environment),
            environment: environment)
        var domains: [MessageKind: String] = [:]
        for kind in MessageKind.allCases {
            let address = settings.of(kind).sender.address
            guard let domain = address.split(separator: "@").last.flatMap({ DomainName.aLabel("\($0)") }) else {
                throw CommandFailure(
                    .config, "config/usher.yaml: 'sender' has no address, and DKIM signs for its domain")
            }
            domains[kind] = domain
        }
        self.domains = domains
        self.settings = settings
    }

    func signs(_ name: String) -> Bool { settings.dkimKeys.contains(name) }

    /// For which domains keys of this name sign; where they do not yet, for all.
    func domains(of name: String) -> [String] {
        let signed = MessageKind.allCases.filter { settings.of($0).dkim?.keys == name }
        return (signed.isEmpty ? MessageKind.allCases : signed).compactMap { domains[$0] }.uniqued()
    }

    var who: String {
        let main = Self.who(settings.dkim)
        guard let own = settings.transactional.dkim, own != settings.dkim else { return main }
        return "\(main) Transactional mail: \(Self.who(own))"
    }

    private static func who(_ choice: DKIMChoice?) -> String {
        switch choice {
        case .keys(let name): "Usher signs with the keys '\(name)'."
        case .relay: "The relay signs ('dkim: relay'), Usher does not."
        case nil: "Usher does not sign: config/usher.yaml has no 'dkim'."
        }
    }
}

private struct DKIMAnswer: Encodable {
    struct Record: Encodable {
        let name: String
        let type = "TXT"
        let value: String
        let strings: [String]
        let zone: String

        private enum CodingKeys: String, CodingKey { case name, type, value, strings, zone }
    }

    let name: String
    let created: String
    let domain: String
    let signs: Bool
    let records: [Record]

    init(_ keys: DKIMKeys, _ place: DKIMPlace) {
        name = keys.name
        created = keys.createdAt.iso8601
        let domains = place.domains(of: keys.name)
        domain = domains.first ?? ""
        signs = place.signs(keys.name)
        records = domains.flatMap { DKIMRecord.all(of: keys, domain: $0) }.map {
            Record(name: $0.name, value: $0.value, strings: $0.strings, zone: $0.zoneLine)
        }
    }

    /// What stands above its records.
    var line: String { "\(name), made \(created)\(signs ? ", signs" : "")" }
}
