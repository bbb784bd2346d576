import ArgumentParser
import UsherCore
import UsherDaemon
import UsherSupport

struct DashboardCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dashboard",
        abstract: "A link into the dashboard, which works once.",
        discussion: """
            Prints a link that works once, within ten minutes. Opened in a browser on this machine, its button begins a session of \
            twelve hours: for looking, or with --act for acting too. Give a link to nobody whom you would not let at this \
            command. The running daemon shows the dashboard where usher.yaml says: \
            'dashboard: { listen: 127.0.0.1:8027 }'. No link is made while it does not. From your \
            own machine, leave 'ssh -N -L 8027:127.0.0.1:8027 HOST' open, and give the command there.

            EXAMPLES
              usher dashboard
              usher dashboard --act
              usher dashboard --end     every session and every link
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Let the session act, not only look.") var act = false
    @Flag(help: "End every session, and every link that was not used.") var end = false

    func validate() throws {
        guard !(act && end) else { throw ValidationError("--act opens a session and --end ends all; name one") }
    }

    private struct Answer: Encodable {
        let link: String
        let acts: Bool
        let until: String
    }

    private struct Ended: Encodable {
        let ended: Int
    }

    func run() throws {
        let home = try home.openAnyway()
        if end { return try endAll(home) }
        let link = try home.dashboardLink(mayAct: act)
        if output.json {
            try Output.json(Answer(link: link.url, acts: act, until: link.until.iso8601))
        } else {
            Output.line(link.url)
        }
        Output.note(
            "It works once, until \(Wording.time(link.until, clock: home.settings.clock)), and begins twelve hours for "
                + "\(act ? "acting" : "looking").")
        for note in link.notes { Output.note(note) }
    }

    private func endAll(_ home: OpenHome) throws {
        let ended = try home.endDashboard()
        if output.json { return try Output.json(Ended(ended: ended)) }
        Output.line(
            ended == 0
                ? "No session was open; links that were not used let nobody in any more."
                : "\(Wording.count(ended, "session has", "sessions have")) ended, and no link lets anybody in.")
    }
}
