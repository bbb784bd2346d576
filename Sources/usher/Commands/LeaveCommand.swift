import ArgumentParser
import UsherCore
import UsherDaemon

struct LeaveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave",
        abstract: "Take a person out of a campaign.",
        discussion: """
            Ends the person's runs of the campaign and cancels what was queued for them. It is no suppression: other campaigns
            go on, and the person may enter again. For "no more mail", see usher suppress add.

            EXAMPLE
              usher leave ascend ada@example.org
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The campaign's name.", valueName: "CAMPAIGN")) var campaign: String
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String

    func run() throws {
        try reporting {
            let home = try home.open()
            let (id, _) = try home.campaign(named: campaign)
            let contact = try home.contact(address)
            let ended = try home.store.leave(id, contact: contact.id, reason: .left, now: home.clock.now())
            Output.line(
                ended == 0
                    ? "\(contact.address) was in no run of \(campaign)."
                    : "\(contact.address) has left \(campaign); nothing more of it will be sent.")
        }
    }
}
