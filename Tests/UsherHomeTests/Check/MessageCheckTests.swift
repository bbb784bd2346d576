import Foundation
import Testing
import TestHomes
import TestSupport
import UsherCore

@testable import UsherHome

@Suite("Messages that are right alone and cannot be sent")
struct MessageCheckTests {
    private func errors(_ path: String, _ text: String, others: [(path: String, text: String)] = []) throws -> [String]
    {
        let folder = try TemporaryFolder()
        try HomeWriter.write(
            PaperBoat.files.map { $0.path == path ? (path, text) : $0 } + others, to: folder.path)
        return HomeCheck.run(folder.path).errors.map(\.description)
    }

    @Test("A subject that no message can have is an error of check, with its line")
    func subjects() throws {
        for subject in ["a\u{B}b", "a\u{85}b", "a\u{2028}b", "Dear ${name}", String(repeating: "word ", count: 500)] {
            let said = try errors("templates/excite/more.md", "---\npreheader: x\nsubject: \(subject)\n---\nHi\n")
            #expect(said.count == 1 && said.first?.hasPrefix("templates/excite/more.md:") == true, "\(said)")
        }
        #expect(try errors("templates/excite/more.md", "---\nsubject: Costs $ 5 {really}\n---\nHi\n") == [])
    }

    @Test("So it is in a language's variant, in a notice, and without sample people")
    func everywhere() throws {
        let bad = "---\nsubject: \"Dear ${name}\"\n---\nHi\n"
        let variant = try errors("", "", others: [("templates/excite/more.de.md", bad)])
        #expect(variant.first?.hasPrefix("templates/excite/more.de.md:2") == true)
        let notice = try errors("", "", others: [("templates/notices/confirm.md", bad)])
        #expect(notice.first?.hasPrefix("templates/notices/confirm.md:2") == true)
        let alone = try errors(
            "config/samples.yaml", "people: {}\n", others: [("templates/notices/confirm.md", bad)])
        #expect(alone.contains { $0.hasPrefix("templates/notices/confirm.md:2") }, "\(alone)")
    }

    @Test("Addresses of the shop that no header can have are refused where they stand")
    func addresses() throws {
        let settings = PaperBoat.files[0].text
        let cases: [(old: String, new: String, said: String)] = [
            ("sender: hello@shop.de", "sender: idä@shop.de", "config/usher.yaml:2:9: error: 'idä@shop.de' has letters"),
            (
                "sender: hello@shop.de", "sender: { name: x, address: idä@shop.de }",
                "config/usher.yaml:2:29: error: 'idä@shop.de' has letters"
            ),
            (
                "sender: hello@shop.de", "sender: { name: \"a\\u2028b\", address: ida@shop.de }",
                "config/usher.yaml:2:17: error: "
            ),
            (
                "sender: hello@shop.de", "sender: hello@shop.de\nreply_to: jörg@shop.de",
                "config/usher.yaml:3:11: error: 'jörg@shop.de' has letters"
            ),
            (
                "sender: hello@shop.de", "sender: hello@shop.de\nunsubscribe: { mailto: nö@shop.de }",
                "config/usher.yaml:3:24: error: 'nö@shop.de' has letters"
            ),
            (
                "https://shop.de/mail", "https://shop.de/\(String(repeating: "a", count: 690))",
                "config/usher.yaml:6:16: error: "
            ),
            (
                "sender: hello@shop.de",
                "sender: hello@shop.de\nbounce: { domain: \(String(repeating: "abcdefg.", count: 24))de }",
                "config/usher.yaml:3:19: error: 'domain' is too long"
            ),
        ]
        for one in cases {
            #expect(settings.contains(one.old))
            let said = try errors("config/usher.yaml", settings.replacingOccurrences(of: one.old, with: one.new))
            #expect(said.contains { $0.hasPrefix(one.said) }, "\(said)")
        }
    }
}
