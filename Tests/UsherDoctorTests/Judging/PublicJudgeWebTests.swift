import Foundation
import Testing
import TestSupport
import UsherCore
import UsherCurl

@testable import UsherDoctor

/// Real sockets, real TLS, a real web server.
@Suite("The doctor before a web server", .timeLimit(.minutes(10)))
struct PublicJudgeWebTests {
    /// What it says of the server, below a path, with this authority; DNS has an address that nobody can have.
    private func judge(_ web: ScriptedWeb, _ path: String = "/mail", authority: String? = nil) -> [Finding] {
        let base = "https://shop.example:\(web.port)\(path)"
        return PublicJudge.judge(
            PublicSettings(url: base), probe: .init(link: "\(base)/u/probe", forged: "\(base)/u/forged"), trouble: nil,
            names: { $0.kind == .address ? .records([.address("198.51.100.7")]) : .none },
            web: { question in
                var question = question
                question.authority = authority ?? web.authority
                question.seconds = 600
                question.addresses = ["shop.example:\(web.port):127.0.0.1"]
                return Result { () throws(WebFault) in try question.ask() }
            }, now: Timestamp(seconds: Int64(Date().timeIntervalSince1970)))
    }

    @Test("a page, one click, and a certificate that ends the day after tomorrow")
    func well() throws {
        let findings = judge(try ScriptedWeb())
        #expect(findings.map(\.grade) == [.ok, .advice, .ok, .ok], "\(findings)")
        #expect(findings.count > 1 && findings[1].found.hasPrefix("good until 20"), "\(findings)")
    }

    @Test("a redirect, a certificate of a stranger, and one for another name")
    func ill() throws {
        let web = try ScriptedWeb()
        let moved = judge(web, "/moved")
        #expect(moved.map(\.grade) == [.ok, .advice, .advice, .wrong], "\(moved)")
        #expect(moved.last?.found.hasPrefix("a POST is led on to /mail/u/probe") == true, "\(moved)")
        let stranger = try ScriptedWeb(name: "other.example")
        for findings in [judge(web, authority: stranger.authority), judge(stranger)] {
            #expect(findings.map(\.grade) == [.ok, .wrong], "\(findings)")
            #expect(findings.last?.found.hasPrefix("the certificate is not good (") == true, "\(findings)")
        }
    }
}
