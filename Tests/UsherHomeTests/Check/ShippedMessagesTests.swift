import Testing
import TestSupport
import UsherCore
import UsherTemplates

@testable import UsherHome

@Suite("The messages that usher init writes")
struct ShippedMessagesTests {
    /// The embedded home on disk, read and checked.
    private static func files() throws -> HomeFiles {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        let report = HomeCheck.run(folder.path)
        #expect(report.problems.isEmpty)
        return try #require(report.files)
    }

    @Test("pass every check, in every language, and for every sample person")
    func check() throws { _ = try Self.files() }

    @Test("say who writes, from where, and how to stop it, in both parts")
    func footers() throws {
        let files = try Self.files()
        let address = try #require(files.settings.postalAddress)
        for sources in files.allSources() {
            let message = try CompiledMessage.compile(sources)
            for sample in files.samples {
                let values = SampleValues.values(for: message.names, sample: sample, sources: sources, files: files)
                let rendered = try message.render(values)
                let text = Self.decoded(rendered.text)
                let html = Self.decoded(rendered.html)
                let place = "\(sources.template.path) for \(sample.handle)"
                #expect(text.contains(address) && html.contains(address), "no postal address in \(place)")
                guard sources.kind == .marketing else { continue }
                #expect(text.contains("unsubscribe") && html.contains("unsubscribe"), "no way to stop in \(place)")
            }
        }
    }

    @Test("stay far below the size that mail programs clip, and leave nothing unfilled")
    func size() throws {
        let files = try Self.files()
        for sources in files.allSources() {
            let message = try CompiledMessage.compile(sources)
            for sample in files.samples {
                let values = SampleValues.values(for: message.names, sample: sample, sources: sources, files: files)
                let rendered = try message.render(values)
                #expect(rendered.html.count < 20_000)
                for part in [rendered.subject, Self.decoded(rendered.text), Self.decoded(rendered.html)] {
                    #expect(!part.contains("{{") && !part.contains("Optional("))
                }
            }
        }
    }

    private static func decoded(_ octets: [UInt8]) -> String {
        String(decoding: QuotedPrintable.decode(octets), as: UTF8.self)
    }
}
