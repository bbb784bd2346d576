import TestSupport
import Testing
import UsherCore

@testable import UsherDaemon

@Suite("The home that Usher ships")
struct ShippedHomeTests {
    @Test("Reads without a problem, and every step can be composed in every language")
    func reads() throws {
        let reading = HomeReader.inspect(Repository.path)
        #expect(reading.problems.map(\.description) == [])
        let files = try HomeReader.read(Repository.path)
        #expect(files.campaigns.map(\.name) == ["advocate", "ascend", "excite", "welcome"])
        #expect(files.settings.mode == .rehearsal)
        #expect(files.samples.count >= 4)
        let sources = files.allSources()
        let steps = files.campaigns.flatMap(\.steps).count
        #expect(sources.filter { $0.language == "en" && $0.step != nil }.count == steps)
        #expect(sources.filter { $0.language == "de" && $0.step != nil }.count == steps)
    }
}
