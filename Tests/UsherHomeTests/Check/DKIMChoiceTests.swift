import Foundation
import TestHomes
import Testing
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("Who signs")
struct DKIMChoiceTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let dkim: String?
        let choice: DKIMChoice?
        /// What the advice of a live shop says, and the end of check's last line.
        var advice: [String] = []
        var summary = "mode: live"
        var testDescription: String { dkim ?? "nothing" }
    }

    static let cases = [
        Case(dkim: nil, choice: nil, advice: ["the relay must sign", "or let Usher sign: usher dkim create"]),
        Case(
            dkim: "relay", choice: .relay, advice: ["the relay must sign"],
            summary: "mode: live; DKIM: the relay signs, Usher does not"),
        Case(
            dkim: "usher-20261129", choice: .keys("usher-20261129"),
            summary: "mode: live; DKIM: Usher signs with the keys 'usher-20261129'"),
    ]

    @Test("is what the file says, and check says it", arguments: cases)
    func said(_ one: Case) throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        if let dkim = one.dkim { try folder.edit("config/usher.yaml", "mode: live", "mode: live\ndkim: \(dkim)") }
        let report = HomeCheck.unplayed(folder.path)
        #expect(report.files?.settings.dkim == one.choice)
        #expect(report.files?.allSources().map(\.dkimKeys) == [one.choice?.keys, one.choice?.keys])
        let advice = report.warnings.map(\.message).filter { $0.contains("sign ") }
        #expect(advice.count == (one.advice.isEmpty ? 0 : 1))
        for words in one.advice { #expect(advice.first?.contains(words) == true, "\(advice)") }
        #expect(one.choice == nil || advice.first?.contains("or let Usher") != true)
        #expect(report.summary.last?.hasSuffix(one.summary) == true, "\(report.summary)")
    }

    @Test("a name that cannot stand in DNS is refused", arguments: ["Spring", "a.b", "-x", "[a]", "{ keys: x }", "''"])
    func refused(_ text: String) throws {
        let folder = try TemporaryFolder()
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        try folder.edit("config/usher.yaml", "mode: live", "mode: live\ndkim: \(text)")
        #expect(HomeCheck.unplayed(folder.path).errors.map(\.place) == ["config/usher.yaml:2:7"])
    }
}
