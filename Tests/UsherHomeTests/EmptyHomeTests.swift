import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherPlay

@testable import UsherHome

@Suite("The home of a shop of one's own")
struct EmptyHomeTests {
    private func checked(_ edits: [(String, String)] = []) throws -> HomeCheck.Report {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmptyHome.home, to: folder.path)
        for (old, new) in edits { try folder.edit("config/usher.yaml", old, new) }
        return HomeCheck.run(folder.path)
    }

    @Test("has nothing to complain of: one campaign, one or two steps, one sample person, every notice")
    func silent() throws {
        let report = try checked()
        #expect(report.problems.map(\.description) == [])
        let files = try #require(report.files)
        #expect(files.settings.mode == .rehearsal)
        #expect(files.campaigns.count == 1 && files.samples.count == 1)
        #expect((1...2).contains(files.campaigns.flatMap(\.steps).count))
        #expect(Set(files.templates.notices.keys) == ["confirm", "data", "test"])
        #expect(report.pages > 0, "the pages that come with Usher")
    }

    @Test("speaks of no other shop")
    func own() {
        for file in EmptyHome.home {
            for word in ["paperheron", "Paper Heron", "Ida", "notebook", "Leipzig"] {
                #expect(!file.text.contains(word), "\(file.path): \(word)")
            }
        }
        #expect(Set(EmptyHome.home.map(\.path)).count == EmptyHome.home.count)
    }

    @Test("says in live mode what is still to be filled in, line by line")
    func live() throws {
        let report = try checked([
            ("mode: rehearsal\n", "mode: live\n"),
            ("# smtp:\n#   host: smtp.provider.example", "smtp:\n  host: relay.shop.de"),
        ])
        #expect(report.errors.map(\.description) == [])
        let said = report.warnings.map(\.message)
        let shipped =
            "'sender.name', 'postal_address', 'shop.name' are what 'usher init' wrote; put your own in their place"
        #expect(said.contains(shipped), "\(said)")
        #expect(said.contains { $0.contains("the call to action leads to 'yourshop.example'") })
    }

    @Test("goes on to live with values of its own")
    func filled() throws {
        let report = try checked([
            ("mode: rehearsal\n", "mode: live\n"),
            ("# smtp:\n#   host: smtp.provider.example", "smtp:\n  host: relay.shop.de"),
            ("Your Shop, Your Street 1, 12345 Your Town, Your Country", "Shop, Hauptstr. 1, Bonn"),
            ("Your Shop", "Shop"), ("yourshop.example", "shop.de"),
        ])
        #expect(report.errors.map(\.description) == [])
        #expect(report.warnings.filter { $0.file == "config/usher.yaml" && !$0.message.contains("DKIM") } == [])
    }
}
