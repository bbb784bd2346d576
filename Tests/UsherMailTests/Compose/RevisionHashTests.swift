import Foundation
import Testing
import UsherCore

@testable import UsherMail

@Suite("Revision hash")
struct RevisionHashTests {
    @Test("is the same for the same sources, and the JSON gives them back")
    func same() throws {
        var sources = Samples.sources()
        sources.partials = ["b": SourceFile(path: "b", text: "ü / \" \u{1}"), "a": SourceFile(path: "a", text: "")]
        let (hash, json) = (try RevisionHash(of: sources), try SortedJSON.octets(of: sources))
        #expect(hash.octets.count == 32)
        for _ in 0..<20 {
            let read = try JSONDecoder().decode(MessageSources.self, from: Data(json))
            #expect(try RevisionHash(of: read) == hash && SortedJSON.octets(of: read) == json)
        }
        #expect(try JSONDecoder().decode(MessageSources.self, from: Data(json)) == sources)
    }

    @Test(
        "is another when anything differs",
        arguments: [
            { $0.template.text += " " }, { $0.layout.path = "x" },
            { $0.partials["p"] = SourceFile(path: "p", text: "") },
            { $0.sender.name = "" }, { $0.replyTo = nil }, { $0.campaign?.title = "" }, { $0.step = nil },
            { $0.kind = .transactional },
            { $0.shop["name"] = "" }, { $0.unsubscribe.mailto = nil }, { $0.domain = "x.example" },
            { $0.bounceDomain = nil },
            { $0.language = "de" },
        ] as [@Sendable (inout MessageSources) -> Void])
    func different(change: @Sendable (inout MessageSources) -> Void) throws {
        var sources = Samples.sources()
        change(&sources)
        #expect(try RevisionHash(of: sources) != RevisionHash(of: Samples.sources()))
    }
}
