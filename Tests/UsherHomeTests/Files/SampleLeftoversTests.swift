import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("What is left of the sample shop")
struct SampleLeftoversTests {
    private func warnings(_ edits: [(String, String)]) throws -> [String] {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        for (old, new) in edits { try folder.edit("config/usher.yaml", old, new) }
        let report = HomeCheck.run(folder.path)
        #expect(report.errors.map(\.description) == [])
        return report.warnings.map(\.description)
    }

    private static let live: [(String, String)] = [
        ("mode: rehearsal\n", "mode: live\n"),
        ("# smtp:\n#   host: smtp.provider.example", "smtp:\n  host: relay.shop.de"),
    ]

    @Test("is nobody's business in rehearsal")
    func rehearsal() throws { #expect(try warnings([]) == []) }

    @Test("is named in live mode with its line: in the settings, the campaigns, the e-mails")
    func live() throws {
        let said = try warnings(Self.live)
        let settings = said.filter { $0.hasPrefix("config/usher.yaml:") && !$0.contains("DKIM") }
        let shipped = """
            warning: 'sender.name', 'postal_address', 'shop.name', 'shop.texts.founder' are what 'usher init' wrote; \
            put your own in their place
            """
        let invented = """
            warning: 'sender.address', 'reply_to', 'unsubscribe.mailto', 'shop.url' have 'paperheron.example', \
            a name for examples only; put your own in its place
            """
        let sentences = settings.map { line in
            line.firstRange(of: "warning: ").map { String(line[$0.lowerBound...]) } ?? line
        }
        #expect(sentences == [shipped, invented])
        #expect(settings.allSatisfy { $0.split(separator: ":").dropFirst().first.flatMap { Int($0) } != nil })
        let campaigns = said.filter { $0.hasPrefix("config/campaigns/") }
        #expect(campaigns.count == 1)
        #expect(
            campaigns.first?.hasSuffix(
                "the call to action leads to 'paperheron.example', a name for examples only, as 7 other campaigns do: "
                    + "grep -rn 'paperheron.example' config/campaigns") == true, "\(campaigns)")
        #expect(said.filter { $0.hasPrefix("templates/") }.count == 1)
        #expect(said.contains { $0.contains("grep -rn 'paperheron.example' templates") })
    }

    @Test("is named where an e-mail was changed in one language and not in the other")
    func twins() throws {
        func said(_ changes: [String]) throws -> [String] {
            let folder = try TemporaryFolder()
            try HomeWriter.write(EmbeddedHome.files, to: folder.path)
            for (old, new) in Self.live { try folder.edit("config/usher.yaml", old, new) }
            for path in changes { try folder.edit(path, "subject: ", "subject: Now, ") }
            return HomeCheck.run(folder.path).warnings.map(\.description).filter { $0.contains("while") }
        }
        let (first, other) = ("templates/welcome/download.md", "templates/welcome/download.de.md")
        #expect(try said([]) == [])
        #expect(try said([first]) == ["\(other): warning: is what 'usher init' wrote, while \(first) was changed"])
        #expect(try said([first, other]) == [])
    }

    @Test("is silent about a shop's own values")
    func own() throws {
        let own =
            Self.live + [
                ("Ida from Paper Heron", "Mia"), ("paperheron.example", "shop.de"),
                ("Paper Heron, Falzgasse 9, 04999 Leipzig, Germany", "Shop, Hauptstr. 1, Bonn"),
                ("name: Paper Heron", "name: Shop"), ("founder: Ida", "founder: Mia"),
            ]
        #expect(try warnings(own).filter { $0.hasPrefix("config/usher.yaml:") && !$0.contains("DKIM") } == [])
    }

    @Test(
        "Names for examples are found wherever they stand",
        arguments: [
            ("https://shop.example/start?x=1", "shop.example"), ("ida@Mail.Example.ORG", "mail.example.org"),
            ("see shop.test, or shop.de", "shop.test"), ("smtp.provider.example", "smtp.provider.example"),
            ("https://example.shop.de/", nil), ("an example", nil), ("myexample.com", nil), ("", nil),
            (".example", nil),
        ] as [(String, String?)])
    func hosts(text: String, host: String?) { #expect(InventedHost.first(in: text) == host) }
}
