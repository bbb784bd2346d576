import ArgumentParser
import UsherCore
import UsherDaemon
import UsherReports

struct PauseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause",
        abstract: "Hold everything, a relay, or a campaign, until you resume it.",
        discussion: """
            What is on the wire finishes; nothing new starts. What comes due meanwhile is parked, and goes out at the \
            limits' pace after usher resume, never in a burst. Where transactional mail has a relay of its own, pause alone \
            holds both, and each of the two is paused by its name, relay and transactional-relay.

            EXAMPLES
              usher pause                                  nothing goes to the relay
              usher pause welcome --because "new prices"   only this campaign
            """)

    @OptionGroup var home: HomeOptions
    @Argument(
        help: ArgumentHelp(
            "relay, transactional-relay, a campaign's name, or all; everything if not said.", valueName: "WHAT"),
        completion: Completions.pause)
    var what: String?
    @Option(help: ArgumentHelp("Why; usher status shows it.", valueName: "TEXT")) var because: String?

    func run() throws {
        let home = try home.openForNo(orElse: "nothing is paused")
        if let because { try PlainOption.check("--because", because, longest: PlainText.longestWording) }
        Output.line(try home.operating.pause(what, because: because).sentence)
    }
}

struct ResumeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resume",
        abstract: "End a pause.",
        discussion: """
            What was parked goes out at the limits' pace, never in a burst. A domain that blocks our mail is paused for a \
            while by Usher itself; name it once you have mended what it complains of. What a breaker paused for complaints or \
            hard bounces, a campaign or transactional-relay, is judged anew: only what goes from then on counts. Nothing \
            named, it is the relay; where there are two, both.

            EXAMPLES
              usher resume
              usher resume welcome
              usher resume mail.example
            """)

    @OptionGroup var home: HomeOptions
    @Argument(
        help: ArgumentHelp("relay, transactional-relay, a campaign's name, a domain, or all.", valueName: "WHAT"),
        completion: Completions.pause)
    var what: String?

    func run() throws {
        let home = try home.openAnyway(inEitherMode: false)
        for said in try home.operating.resume(what) { Output.line(said.sentence) }
    }
}
