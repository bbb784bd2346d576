import ArgumentParser
import UsherCore

struct CampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Links of campaigns, for posters, advertisements and posts.",
        discussion: """
            EXAMPLES
              usher campaign link craft-fair
            """,
        subcommands: [CampaignLink.self])
}

struct CampaignLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link",
        abstract: "The link to print for a campaign.",
        discussion: """
            With a public address (public.url), Usher's own: it leads to the call to action with its UTM tags, and \
            counts visits by campaign and day, without a cookie. It stays the same when the call to action changes or \
            the campaign is renamed, so it may be printed. Without a public address, the tagged call to action itself; \
            then your pages tell the visits: usher event visited --campaign NAME.

            EXAMPLES
              usher campaign link craft-fair
              usher campaign link craft-fair --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The campaign's name.", valueName: "CAMPAIGN"), completion: Completions.campaign)
    var campaign: String

    private struct Answer: Encodable {
        let campaign: String
        let link: String
        let leadsTo: String
        let isCounted: Bool
    }

    func run() throws {
        let home = try home.open(inEitherMode: true)
        let (_, found) = try home.campaign(named: campaign)
        let address = found.link(settings: home.settings)
        let counted = home.settings.publicLink(PublicPath.campaign, found.name)
        if output.json {
            return try Output.json(
                Answer(
                    campaign: found.name, link: counted ?? address, leadsTo: address, isCounted: counted != nil))
        }
        Output.line(counted ?? address)
        if counted != nil { Output.line("leads to \(address)") }
    }
}
