import ArgumentParser
import UsherCore
import UsherIntake

struct ContactTag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag",
        abstract: "Give a person tags.",
        discussion: """
            A tag is one word. Campaigns ask for it with only_if: { tag: vip }.

            EXAMPLES
              usher contact tag ada@example.org vip
              usher contact tag ada@example.org vip beta
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String
    @Argument(help: ArgumentHelp("One word each.", valueName: "TAG")) var tags: [String]

    func run() throws {
        let home = try home.openAnyway(inEitherMode: false)
        let contact = try home.contact(address)
        let asked = Set(try tags.map { try TagText.tag($0) })
        let present = try home.store.facts(of: contact.id).tags
        try home.store.addTags(asked, to: contact.id)
        let fresh = asked.subtracting(present).sorted()
        Output.line(
            fresh.isEmpty
                ? "\(contact.address) has \(tags.joined(separator: ", ")) already; nothing is changed."
                : "\(contact.address) has now: \(asked.union(present).sorted().joined(separator: ", "))")
    }
}

struct ContactUntag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "untag",
        abstract: "Take tags from a person.",
        discussion: """
            EXAMPLES
              usher contact untag ada@example.org vip
            """)

    @OptionGroup var home: HomeOptions
    @Argument(help: ArgumentHelp("The person's address.", valueName: "ADDRESS")) var address: String
    @Argument(help: ArgumentHelp("The tags to take away.", valueName: "TAG")) var tags: [String]

    func run() throws {
        let home = try home.openAnyway(inEitherMode: false)
        let contact = try home.contact(address)
        let present = try home.store.facts(of: contact.id).tags
        let unknown = tags.filter { !present.contains($0) }
        try home.store.removeTags(Set(tags), from: contact.id)
        let rest = present.subtracting(tags).sorted()
        if !unknown.isEmpty { Output.line("\(contact.address) did not have: \(unknown.joined(separator: ", "))") }
        Output.line("\(contact.address) has now: \(rest.isEmpty ? "no tags" : rest.joined(separator: ", "))")
    }
}
