import ArgumentParser
import UsherCore
import UsherDaemon

struct ForecastCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forecast",
        abstract: "E-mails, people and money to come, and how sure that is.",
        discussion: """
            E-mails that will go each day from what waits now, with windows, limits and the relay's warm-up; people and \
            money at each stage in 30 and 90 days, from the measured rates and waiting times, as a range that holds the \
            truth four times of five. Where the people are too few, or came too unevenly, it says so, and how long it \
            would take to know. It takes the future for like the past: it knows of no new campaign, season or price.

            EXAMPLES
              usher forecast
              usher forecast --days 7
              usher forecast --if welcome.sewn-booklet=+20%
              usher forecast --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Option(help: ArgumentHelp("E-mails of so many days, 90 at most.", valueName: "NUMBER")) var days =
        UpcomingMail.usualDays
    @Option(
        name: .customLong("if"),
        help: ArgumentHelp(
            "What if an e-mail moved more people: CAMPAIGN.STEP=+20%.", valueName: "CONDITION"))
    var condition: String?

    func validate() throws {
        guard (1...UpcomingMail.mostDays).contains(days) else {
            throw ValidationError("--days takes 1 to \(UpcomingMail.mostDays)")
        }
    }

    func run() throws {
        let condition = try condition.map { text throws(Misreading) in try ForecastCondition(parsing: text) }
        let home = try home.open(orElse: "there is no forecast without the campaigns", inEitherMode: true)
        var work = LongWork("e-mails that wait")
        let forecast = try home.forecast(days: days, condition: condition) { work.show($0) }
        work.clear()
        if output.json { return try Output.json(forecast) }
        Output.lines(forecast.lines() + ["", home.modeLine])
    }
}
