import ArgumentParser
import UsherCore
import UsherReports

struct CampaignCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "campaign",
        abstract: "Links of campaigns, for posters, advertisements and posts.",
        discussion: """
            What a campaign's file says, config/campaigns/NAME.yaml: man 5 usher-campaign.

            EXAMPLES
              usher campaign link craft-fair
              usher campaign link craft-fair --qr fair.svg
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

            With --qr, the link as a QR code, for posters, fairs and letters: FILE.svg for a printer, FILE.png for \
            anything else, and - for this terminal.

            EXAMPLES
              usher campaign link craft-fair
              usher campaign link craft-fair --qr fair.svg
              usher campaign link craft-fair --qr -
              usher campaign link craft-fair --json
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The campaign's name.", valueName: "CAMPAIGN"), completion: Completions.campaign)
    var campaign: String
    @Option(
        help: ArgumentHelp("Write it as a QR code: FILE.svg, FILE.png, or - for the terminal.", valueName: "FILE"),
        completion: .file(extensions: ["svg", "png"]))
    var qr: String?

    func validate() throws {
        guard let qr, qr != "-", form(of: qr) == nil else { return }
        throw ValidationError("--qr takes FILE.svg, FILE.png or -")
    }

    /// What a file's name asks for.
    private func form(of path: String) -> String? {
        ["svg", "png"].first { path.lowercased().hasSuffix(".\($0)") && path.utf8.count > 4 }
    }

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
        if let qr { try draw(counted ?? address, to: qr) }
        if output.json {
            return try Output.json(
                Answer(
                    campaign: found.name, link: counted ?? address, leadsTo: address, isCounted: counted != nil))
        }
        Output.line(counted ?? address)
        if counted != nil { Output.line("leads to \(address)") }
        if let qr, qr != "-" { Output.line("Wrote \(qr).") }
    }

    private func draw(_ link: String, to path: String) throws {
        guard let code = QRCode(link) else {
            throw CommandFailure(.data, "the link is too long for a QR code: \(link.utf8.count) octets, of 2331")
        }
        if path == "-" {
            guard !output.json else { throw ValidationError("--qr - and --json are different forms; name one") }
            return Output.write(code.lines.map { "\($0)\n" }.joined(), to: .standardOutput)
        }
        try OutputFile.write(form(of: path) == "svg" ? Array(code.svg.utf8) : code.png(), to: path)
    }
}
