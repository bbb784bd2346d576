import Testing
import TestSupport
import UsherCore

@testable import UsherComposing
@testable import UsherDaemon
@testable import UsherHome

@Suite("Compiled revisions that are kept")
struct PreparedMessagesTests {
    @Test("are those that were used last, and never more than the limit")
    func bounded() throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        let home = try OpenHome.open(folder.path, environment: [:])
        let sources = try #require(home.files.sources(notice: "test", language: "en"))
        let sample = try home.press.prepare(sources)
        let compiled = try home.press.templates.message(sources)
        func message(_ number: Int) -> PreparedMessage {
            PreparedMessage(
                hash: RevisionHash(octets: [UInt8(number >> 8), UInt8(number & 255)]), sources: sources,
                message: compiled, frame: sample.frame)
        }
        let kept = PreparedMessages()
        for number in 0..<2000 {
            kept.keep(message(number))
            #expect(kept[message(0).hash] != nil, "the one that is always used stays")
            #expect(kept[message(number).hash] != nil, "the newest is there")
            #expect(kept.count <= 256)
        }
        #expect((1...1700).allSatisfy { kept[message($0).hash] == nil }, "what an edit replaced leaves the memory")
        kept.makeRoom(for: 500)
        for number in 2000..<2900 { kept.keep(message(number)) }
        #expect(kept[message(2899).hash] != nil && kept[message(2400).hash] != nil)
    }
}
