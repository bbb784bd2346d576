import ArgumentParser
import UsherCore

struct CodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "code",
        abstract: "A promoter's own code and link.",
        discussion: """
            Made at the first asking, and the same for ever. A friend's event that comes with it (usher event ... \
            --code) moves the promoter on purpose, and earns what config/rewards.yaml says; see usher rewards.

            EXAMPLES
              usher code ada@example.org
              usher event purchased bob@example.org --code 7hm2x9qd --key order-1043
            """)

    @OptionGroup var home: HomeOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: ArgumentHelp("The promoter's address.", valueName: "ADDRESS")) var address: String

    private struct Answer: Encodable {
        let address: String
        let code: String
        let link: String?
        let followed: Int
        let followedByScanners: Int
    }

    func run() throws {
        let home = try home.openAnyway()
        let contact = try home.contact(address)
        let code = try home.store.code(of: contact.id, make: PromoterCode.make)
        let link = PromoterCode.link(code, plan: home.plan)
        let visits = try home.store.introductions(by: contact.id)
        let (people, scanners) = (visits[.person] ?? 0, visits[.scanner] ?? 0)
        if output.json {
            return try Output.json(
                Answer(
                    address: contact.address.wire, code: code, link: link, followed: people,
                    followedByScanners: scanners))
        }
        Output.line("\(contact.address) has the code \(code)")
        if let link { Output.line("link: \(link)") }
        if people > 0 { Output.line("the link was followed \(people == 1 ? "once" : "\(people) times")") }
    }
}
