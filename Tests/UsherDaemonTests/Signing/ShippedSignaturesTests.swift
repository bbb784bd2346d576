import Foundation
import TestHomes
import Testing
import TestSupport
import UsherComposing
import UsherCore
import UsherHome
import UsherMail
import UsherTemplates

@testable import UsherDaemon

@Suite("Signatures")
struct ShippedSignaturesTests {
    /// The shipped shop with keys in its state folder, live through the relay at `port`.
    private static func signingHome(port: Int, keys: DKIMKeys) throws -> (folder: TemporaryFolder, home: OpenHome) {
        let folder = try TemporaryFolder()
        try HomeWriter.write(EmbeddedHome.files, to: folder.path)
        try folder.edit(
            "config/usher.yaml", "mode: rehearsal",
            "mode: live\ndkim: \(keys.name)\npublic: { url: \"https://paperheron.example/mail\" }")
        try folder.edit(
            "config/usher.yaml", "\nshop:\n", "\nsmtp: { host: localhost, port: \(port), tls: none }\nshop:\n")
        try StateFolder.open(folder("state"), home: folder.path)
        try DKIMKeyFolder(state: folder("state"), environment: [:]).add(keys)
        return (folder, try OpenHome.open(folder.path, environment: [:]))
    }

    @Test(
        "of every shipped e-mail, in both languages, are good as the relay got them, say two verifiers",
        .enabled(if: DKIMVerifier.isAvailable, "dkimpy, opendkim-tools or nsd cannot be used here"))
    func shipped() async throws {
        let peer = try ScriptedPeer()
        let keys = try DKIMKeys.make(name: "spring", now: Timestamp(seconds: 1))
        let (folder, home) = try Self.signingHome(port: peer.port, keys: keys)
        defer { withExtendedLifetime(folder) {} }
        let all = home.files.allSources()
        #expect(Set(all.map(\.language)) == ["en", "de"])
        for (index, sources) in all.enumerated() {
            let sample = try #require(
                home.files.samples.first { ($0.language ?? home.settings.shop.language) == sources.language })
            let prepared = try home.press.prepare(sources)
            let values = SampleValues.values(
                for: prepared.template.names, sample: sample, sources: sources, files: home.files)
            let contact = Contact(id: ContactID(1), address: sample.address, name: sample.name)
            let candidate = Candidate(
                delivery: DeliveryID(Int64(index + 1)), subject: .notice(name: "test", key: ""), kind: sources.kind,
                due: home.clock.now(), contact: contact)
            let composition = Composition(
                revision: prepared.hash, inputs: Addressee(contact).added(to: values).json(),
                composedAt: home.clock.now())
            let message = try home.press.compose(Claimed(candidate: candidate, composition: composition), prepared)
            // On a loaded machine a connection may not come about in its time, or be gone before the message is.
            var others: [String] = []
            while true {
                let result = try await DirectSend.send(message.message, home: home, environment: [:])
                if case .outcome(.accepted) = result { break }
                others.append("\(result)")
                try #require(others.count < 5, "\(others)")
            }
        }
        #expect(peer.accepted.count == all.count && all.count >= 40)
        let said = try await DKIMVerifier.complaints(
            about: peer.accepted.map(\.bytes),
            records: DKIMRecord.all(of: keys, domain: "paperheron.example").map(\.zoneLine),
            domain: "paperheron.example")
        #expect(said == DKIMVerifier.praise(all.count))
    }

    @Test("are refused by a start and by a reload whose keys are not there, and what serves keeps serving")
    func missing() async throws {
        let (folder, home) = try OpenHome.shipped()
        let edition = try home.edition
        try folder.edit("config/usher.yaml", "mode: rehearsal", "mode: rehearsal\ndkim: spring")
        let refused = await Reloader(home: home, environment: [:]).reload(yes: true, serving: edition)
        #expect(refused.sentence.contains("'dkim' cannot be taken up: there are no DKIM keys 'spring'"))
        await #expect(throws: DKIMKeyFault.missing(name: "spring", state: folder("state"))) {
            try await Daemon(home: folder.path, options: DaemonOptions(), environment: [:]).run()
        }
        let advice = HomeCheck.run(folder.path).warnings.filter { $0.message.contains("no DKIM keys 'spring'") }
        #expect(advice.map(\.place) == ["config/usher.yaml:9:7"])
        try Data("{}".utf8).write(to: URL(filePath: folder("state/dkim-spring.json")))
        chmod(folder("state/dkim-spring.json"), 0o600)
        #expect(HomeCheck.run(folder.path).errors.map(\.message).filter { $0.contains("not the JSON") }.count == 1)
        try FileManager.default.removeItem(atPath: folder("state/dkim-spring.json"))
        let keys = try DKIMKeys.make(name: "spring", now: Timestamp(seconds: 1))
        try DKIMKeyFolder(state: folder("state"), environment: [:]).add(keys)
        #expect(!HomeCheck.run(folder.path).warnings.contains { $0.message.contains("DKIM keys") })
        #expect(await Reloader(home: home, environment: [:]).reload(yes: true, serving: edition).isTakenUp)
    }

    @Test("come with an edit: what was made before it stays as it was")
    func revisions() throws {
        let (folder, home) = try OpenHome.shipped()
        let before = try #require(home.files.allSources().first)
        try folder.edit("config/usher.yaml", "mode: rehearsal", "mode: rehearsal\ndkim: relay")
        #expect(try HomeReader.read(folder.path).allSources().first == before)
        try folder.edit("config/usher.yaml", "dkim: relay", "dkim: spring")
        let after = try #require(try HomeReader.read(folder.path).allSources().first)
        #expect(after.dkimKeys == "spring" && before.dkimKeys == nil)
        #expect(try RevisionHash(of: after) != RevisionHash(of: before))
        #expect(try !SortedJSON.text(of: before).contains("dkim"))
    }
}
