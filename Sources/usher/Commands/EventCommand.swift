import ArgumentParser
import UsherCore
import UsherDaemon
import UsherIntake
import UsherReports

struct EventCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event",
        abstract: "Tell what somebody did; the files say what follows.",
        discussion: """
            config/journey.yaml says which event reaches which stage, the campaigns say what starts, ends and stops. \
            Once the command has answered, the event is on record, with everything that follows from it. With a key it \
            happens once, however often it is told; without one, each time is a new event. Somebody who said no is confirmed by the \
            button that a sign-up has mailed to them, or by you, with --because.

            \(ConsentNote.help) An event that takes a person to 'subscribe' asks for mail by itself: that is kept, with \
            or without words.

            A file of events has one JSON object a line, with the options as its fields; each line is answered by one \
            line, in order, once it is on disk. Bad lines are answered with the reason and stop nothing.

            EXAMPLES
              usher event confirmed ada@example.org --consent "Newsletter form, 2026-11-22"
              usher event confirmed ada@example.org --because "asked again at the fair"
              usher event purchased ada@example.org --key 1042 --value 49.00 --currency EUR
              usher event review_given ada@example.org --data score=9
              usher event recommended bob@example.org --by ada@example.org
              usher event visited --campaign spring-ad --count 120
              shop-export | usher event --from -
              echo '{"event":"visited","address":"ada@example.org"}' | usher event --from -
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(
        help: ArgumentHelp("What happened, as config/journey.yaml names it.", valueName: "EVENT"),
        completion: Completions.event)
    var event: String?
    @Argument(help: ArgumentHelp("Who did it. Only 'visited' goes without: it is counted.", valueName: "ADDRESS"))
    var address: String?
    @Option(help: ArgumentHelp("Makes it happen once: an order's number, say.", valueName: "KEY")) var key: String?
    @Option(parsing: .unconditional, help: ArgumentHelp("What it was worth: 49.00.", valueName: "AMOUNT"))
    var value: String?
    @Option(help: ArgumentHelp("The value's currency: EUR.", valueName: "CODE")) var currency: String?
    @Option(
        help: ArgumentHelp("What was bought, as config/ladder.yaml names it.", valueName: "PRODUCT"),
        completion: Completions.product)
    var product: String?
    @Option(help: ArgumentHelp("Anything else; {{event.NAME}} in e-mails. May be repeated.", valueName: "NAME=VALUE"))
    var data: [String] = []
    @Option(
        help: ArgumentHelp(
            "When it happened: '2026-11-20 18:00' on the shop's clock, or 2026-11-20T17:00:00Z.", valueName: "TIME"))
    var at: String?
    @Option(help: ArgumentHelp("The friend who brought the person: an address.", valueName: "FRIEND")) var by: String?
    @Option(help: ArgumentHelp("The promoter's code that came along.", valueName: "CODE")) var code: String?
    @Option(
        help: ArgumentHelp("The campaign whose link they came through.", valueName: "CAMPAIGN"),
        completion: Completions.campaign)
    var campaign: String?
    @Option(
        parsing: .unconditional, help: ArgumentHelp("How many visits; only without an address.", valueName: "NUMBER"))
    var count: String?
    @OptionGroup var person: ContactOptions
    @OptionGroup var agreed: ConsentOptions
    @Option(help: ArgumentHelp("Why somebody who said no is confirmed all the same.", valueName: "TEXT"))
    var because: String?
    @Option(
        help: ArgumentHelp("Events from a file, one JSON object a line; - is standard input.", valueName: "FILE"),
        completion: .file())
    var from: String?

    func validate() throws {
        guard let from else {
            guard event != nil else {
                throw ValidationError(
                    "say what happened, as in usher event purchased ada@example.org, or give --from FILE")
            }
            return
        }
        let single = [key, value, currency, product, at, by, code, campaign, count, agreed.consent, because]
        guard event == nil, single.allSatisfy({ $0 == nil }), data.isEmpty, person.isEmpty else {
            throw ValidationError(
                "with --from \(from), each line says its own event; leave the other arguments and options out")
        }
    }

    func run() throws {
        let home = try home.open(orElse: "nothing is recorded", reads: .messages)
        if let from { return try EventTelling(home: home).run(file: from) }
        var reader = DraftReader(plan: home.plan, source: "usher event")
        switch try reader.event(try draft(), now: home.clock.now()) {
        case .event(let request): try tell(home, request)
        case .visits(let visits):
            try home.events.count(visits)
            let line = VisitsLine(visits, plan: home.plan)
            if output.json { return try Output.json(line) }
            Output.line(line.text)
        }
    }

    private func tell(_ home: OpenHome, _ request: EventRequest) throws {
        let story = try home.tell(request)
        if output.json {
            try Output.json(story)
        } else if story.isRefused {
            throw CommandFailure(.data, story.heading)
        } else {
            Output.lines(story.lines)
            if story.startsEnrollments { Output.lines(home.situation()) }
        }
        if story.isRefused { throw ExitCode(CommandFailure.Code.data.rawValue) }
    }

    private func draft() throws -> Draft {
        var draft = try person.draft(address)
        let said: [DraftField: String?] = [
            .event: event, .key: key, .value: value, .currency: currency, .product: product, .at: at, .by: by,
            .code: code, .campaign: campaign, .count: count, .consent: agreed.consent, .because: because,
        ]
        for (field, text) in said { draft[field] = text }
        draft.data = try PairOption.read("--data", data)
        return draft
    }
}
