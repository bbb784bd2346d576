import ArgumentParser
import UsherCore
import UsherIntake

struct ContactCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact",
        abstract: "The people: add, show, change, list.",
        discussion: """
            A person is known by the address. What has happened to them, and why, is what usher why tells.

            EXAMPLES
              usher contact add ada@example.org --tag beta --consent "asked at the fair"
              usher contact show ada@example.org
              usher contact set ada@example.org --zone Pacific/Auckland
              usher contact tag ada@example.org vip
              usher contact stage ada@example.org convert --because "bought at the fair"
              usher contact list --stage subscribe
              usher contact export ada@example.org
              usher contact erase ada@example.org --because "asked for it by mail"
            """,
        subcommands: [
            ContactAdd.self, ContactShow.self, ContactSet.self, ContactTag.self, ContactUntag.self, ContactStage.self,
            ContactList.self, ContactExport.self, ContactErase.self,
        ], defaultSubcommand: ContactList.self)
}

struct ContactAdd: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Make somebody known, without sending anything.",
        discussion: """
            A second time changes only what differs.

            \(ConsentNote.help)

            EXAMPLES
              usher contact add ada@example.org --name Ada --consent "asked at the fair"
              usher contact add ada@example.org --stage convert --tag fair --tag vip
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String
    @OptionGroup var person: ContactOptions
    @OptionGroup var agreed: ConsentOptions
    @Option(help: ArgumentHelp("A tag; may be repeated.", valueName: "TAG")) var tag: [String] = []
    @Option(
        help: ArgumentHelp("Where the person stands; nobody goes back by it.", valueName: "STAGE"),
        completion: Completions.stage)
    var stage: String?

    func run() throws {
        let home = try home.open(orElse: "nobody is added")
        var draft = try person.draft(address)
        draft.tags = tag
        draft[.stage] = try stage.map { try home.stage(named: $0).rawValue }
        draft[.consent] = agreed.consent
        var reader = DraftReader(plan: home.plan, source: "usher contact add")
        let request = try reader.entry(draft, now: home.clock.now())
        let outcome = try home.intake.admit([request]).first
        if case .refused(.suppressed(let erasure), _)? = outcome?.result {
            throw CommandFailure(
                .data,
                "\(request.person.address) was erased here; only a confirmed sign-up brings the person back, or: "
                    + "usher suppress remove \(erasure.id) --because TEXT")
        }
        let contact = try home.contact(address)
        if output.json { return try Output.json(try home.card(contact)) }
        if case .saved(_, isNew: true)? = outcome?.result {
            Output.line("\(contact.address) is new.")
        } else {
            Output.line("\(contact.address) is known already; what you said is noted.")
        }
        if let note = ConsentLack.command.note(outcome?.standing, settings: home.settings.consent) { Output.line(note) }
        if let asked = request.person.stage, contact.stage != asked {
            Output.line(
                "\(contact.address) stays at \(contact.stage?.rawValue ?? "no stage"): nobody goes back unless you "
                    + "say so with: "
                    + ShellWord.command(
                        "usher contact stage", [contact.address.wire, asked.rawValue], options: "--because REASON"))
        }
    }
}

struct ContactShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "What is known of a person.",
        discussion: """
            EXAMPLES
              usher contact show ada@example.org
              usher contact show ada@example.org --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String

    func run() throws {
        let home = try home.openAnyway()
        let card = try home.card(try home.contact(address))
        if output.json { return try Output.json(card) }
        Output.lines(
            card.lines(settings: home.settings) + [
                "", "What happened and why: " + ShellWord.command("usher why", [card.address]),
            ])
    }
}

struct ContactSet: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Change what is known of a person.",
        discussion: """
            What you do not name stays. E-mails that are queued already go with the new values, unless they were \
            tried before.

            EXAMPLES
              usher contact set ada@example.org --name "Ada King"
              usher contact set ada@example.org --zone Pacific/Auckland --attr package=bench
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String
    @OptionGroup var person: ContactOptions

    func validate() throws {
        if person.isEmpty { throw ValidationError("say what to change: --name, --attr, --zone or --language") }
    }

    func run() throws {
        let home = try home.open(orElse: "nothing is changed")
        let contact = try home.contact(address)
        var reader = DraftReader(plan: home.plan, source: "usher contact set")
        let said = try reader.person(try person.draft(address))
        _ = try home.intake.enter([EntryRequest(person: said, campaign: nil)])
        let changed = try home.contact(address) != contact
        Output.line(
            changed
                ? "\(contact.address) is changed."
                : "\(contact.address) has these values already; nothing is changed.")
    }
}
