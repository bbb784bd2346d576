import ArgumentParser
import UsherCore
import UsherReports

struct ContactStage: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stage",
        abstract: "Say where a person stands, forward or back.",
        discussion: """
            The only way back in the journey. The reason is kept with the change, which counts as neither intended \
            nor accidental. Campaigns that start elsewhere and have the person go on; end them with usher leave.

            EXAMPLES
              usher contact stage ada@example.org convert --because "bought at the fair"
              usher contact stage ada@example.org engage --because "the order was a test"
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String
    @Argument(
        help: ArgumentHelp(
            "aware, engage, subscribe, convert, excite, ascend, advocate or promote.", valueName: "STAGE"),
        completion: Completions.stage)
    var stage: String
    @Option(help: ArgumentHelp("The reason; it is kept, and usher why shows it.", valueName: "TEXT")) var because:
        String

    func run() throws {
        let home = try home.openAnyway(inEitherMode: false)
        try PlainOption.check("--because", because, longest: PlainText.longestWording)
        let contact = try home.contact(address)
        let stage = try home.stage(named: stage)
        guard contact.stage != stage else {
            return Output.line("\(contact.address) stands at \(stage.rawValue) already; nothing is changed.")
        }
        try home.store.setStage(contact.id, stage, cause: .stated(because: because), now: home.clock.now())
        let from = contact.stage.map { "from \($0.rawValue) " } ?? ""
        Output.line("\(contact.address) is moved \(from)to \(stage.rawValue): \(because)")
        for enrollment in try home.store.enrollments(of: contact.id) where enrollment.state == .active {
            guard let name = home.plan.catalog.campaignName(enrollment.campaign) else { continue }
            Output.line(
                "\(name) goes on; end it with: "
                    + ShellWord.command("usher leave", [name, contact.address.wire]))
        }
    }
}

struct ContactList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "The people, by address.",
        discussion: """
            'mail' says whether marketing may reach a person. For all of them, see usher export.

            EXAMPLES
              usher contact list
              usher contact list --stage subscribe --tag vip
              usher contact list --limit 50 --after mia@example.net
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("Only people at this stage.", valueName: "STAGE"), completion: Completions.stage)
    var stage: String?
    @Option(help: ArgumentHelp("Only people with this tag.", valueName: "TAG")) var tag: String?
    @Option(help: ArgumentHelp("Only addresses after this one.", valueName: "ADDRESS")) var after: String?
    @OptionGroup var length: LengthOptions

    func run() throws {
        let home = try home.openAnyway()
        let filter = ContactFilter(
            stage: try stage.map { try home.stage(named: $0) }, tag: tag,
            after: try after.map { try home.address($0).key }, limit: length.limit)
        let cards = try home.store.contacts(filter).map { try home.card($0) }
        if output.json { return try Output.json(cards) }
        if cards.isEmpty { return Output.line("Nobody.") }
        Output.table([ContactCard.heading] + cards.map(\.cells))
        if cards.count == length.limit, let last = cards.last {
            Output.line("There may be more; see them with --after \(last.address), or with a higher --limit")
        }
    }
}
