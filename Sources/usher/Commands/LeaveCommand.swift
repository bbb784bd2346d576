import ArgumentParser
import UsherCore

struct LeaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Take a person out of a campaign.",
        discussion: """
            Ends the person's enrollments in the campaign and cancels what was queued for them. One that a bounce ended stays \
            ended, also when the bounce is lifted as a mistake. It is no suppression: other campaigns go on. For "no more mail", see usher suppress add.

            EXAMPLES
              usher leave ascend ada@example.org
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The campaign's name.", valueName: "CAMPAIGN"), completion: Completions.campaign)
    var campaign: String
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String

    func run() throws {
        let home = try home.openForNo(
            orElse: "nothing is changed: \(PlainText.shown(address)) may still be mailed")
        let id = try home.campaignID(named: campaign)
        let contact = try home.contact(address)
        let ended = try home.store.leave(id, contact: contact.id, reason: .left, now: home.clock.now())
        Output.line(
            ended == 0
                ? "\(contact.address) is not in \(campaign); nothing is changed."
                : "\(contact.address) has left \(campaign); nothing more of it will be sent.")
    }
}
