import Testing
import UsherCore

@testable import UsherMail

@Suite("Revision hash")
struct RevisionHashTests {
    @Test("is the same for the same sources, and the JSON gives them back")
    func same() throws {
        var sources = Samples.sources()
        sources.partials = ["b": SourceFile(path: "b", text: "ü / \" \u{1}"), "a": SourceFile(path: "a", text: "")]
        let (hash, json) = try revisionHash(of: sources)
        #expect(hash.octets.count == 32)
        for _ in 0..<20 {
            let (again, text) = try revisionHash(of: try messageSources(json: json))
            #expect(again == hash && text == json)
        }
        #expect(try messageSources(json: json) == sources)
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
        #expect(try revisionHash(of: sources).0 != revisionHash(of: Samples.sources()).0)
    }
}
