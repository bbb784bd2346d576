import ArgumentParser
import UsherCore
import UsherDaemon

struct ContactExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Everything that is held about a person, as JSON.",
        discussion: """
            With --mail the person gets a link to a page with the same, which works for a week.

            EXAMPLES
              usher contact export ada@example.org > ada.json
              usher contact export ada@example.org --mail
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String
    @Flag(help: "Mail the person a link instead.") var mail = false

    func run() throws {
        let home = try home.open(reads: .settingsAndPlan)
        let contact = try home.contact(address)
        guard mail else {
            let file = try ContactFile(contact, store: home.store, plan: home.plan, now: home.clock.now())
            return Output.write(try file.json(), to: .standardOutput)
        }
        do {
            try DataLink.mail(contact, home)
        } catch DataLink.Fault.notPublic {
            throw CommandFailure(
                .config,
                "there is no public address to link to; add 'public' to config/usher.yaml, or leave out --mail")
        } catch DataLink.Fault.noTemplate {
            throw CommandFailure(.config, "there is no templates/notices/data.md; write one, or leave out --mail")
        }
        Output.line("\(contact.address) is mailed a link to everything that is held; it works for a week.")
        Output.lines(home.situation())
    }
}

struct ContactErase: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase",
        abstract: "Forget a person for good.",
        discussion: """
            Everything goes: the contact, consents, attributes, tags, what they did and were sent, answers of their server, \
            notices about them, and their messages in the inbox. Numbers stay. The address is never mailed again, and no \
            import brings it back: only a keyed hash of it is kept for that. A confirmed sign-up of theirs does.

            The databases of both modes are meant, whichever mode config/usher.yaml says. While something cannot be done yet (a \
            message is on its way, a file cannot be removed) the command says what is left and ends with 75; giving it once more goes \
            on with it, and so does a running daemon.

            Backups that you made keep what they have.

            EXAMPLES
              usher contact erase ada@example.org --because "asked for it by mail"
              usher contact erase --compact
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String?
    @Option(help: ArgumentHelp("Why, without the person's name.", valueName: "TEXT")) var because: String?
    @Flag(help: "Only write the database anew, without what was deleted before.") var compact = false

    func validate() throws {
        if compact != (address == nil) { throw ValidationError("name the person's address, or give --compact alone") }
        if !compact, because == nil { throw ValidationError("say why: --because TEXT") }
    }

    func run() throws {
        let home = try home.openAnyway()
        let wait = LongWait(
            compact
                ? "the database is being written anew"
                : "the erasing goes on: everything is looked through for the address")
        defer { wait.end() }
        guard let address = try address.map(home.address) else {
            guard try Eraser(home).compact() else {
                throw CommandFailure(
                    .temporary, "another process reads the database all the time; try again when it has ended")
            }
            return Output.line("The database is written anew, without what was deleted.")
        }
        let because = because ?? ""
        try PlainOption.check("--because", because, longest: PlainText.longestWording)
        guard !Mention(of: address).isIn(because) else {
            throw CommandFailure(
                .usage, "--because contains the address, which is to be forgotten; give the reason without it")
        }
        let result: Eraser.Result
        do {
            result = try Eraser(home).erase(address, because: because) { left in
                wait.say("the erasing waits: " + left.map(\.description).joined(separator: "; "))
            }
        } catch Eraser.Fault.nobody {
            let now = home.clock.now()
            let erased = try home.store.standing(address.key, now: now).suppressions.first { $0.reason == .erased }
            if let erased {
                let clock = home.settings.clock
                throw CommandFailure(
                    .data, "\(address) was erased on \(Wording.time(erased.at, clock: clock)) already")
            }
            throw UnknownName.contact(address)
        } catch Eraser.Fault.unfinished(let left) {
            throw CommandFailure(
                .temporary,
                "nothing more is mailed, but not everything is erased yet: "
                    + left.map(\.description).joined(separator: "; ")
                    + "; the same command goes on with it, and so does a running daemon")
        }
        if output.json { return try Output.json(result) }
        Output.line("The person is erased. The address is not mailed again, and no import brings it back.")
        if !result.isCompact {
            Output.line(
                "Remains may be in free pages of the database until it is written anew: usher contact erase --compact"
            )
        }
    }
}
