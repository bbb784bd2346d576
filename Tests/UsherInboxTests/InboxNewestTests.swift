import Foundation
import TestSupport
import Testing

@testable import UsherInbox

@Suite("The newest of the inbox")
struct InboxNewestTests {
    private func write(_ text: String, to path: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    }

    @Test("Are the last so many, the newest first, with how many there are; what the index has not, the message says")
    func newest() throws {
        let folder = try TemporaryFolder("inbox")
        let inbox = InboxFolder(path: folder.path)
        #expect(try inbox.newest(5).total == 0)
        for number in 1...9 {
            try write("Subject: number \(number)\r\n\r\nHello\r\n", to: folder("00000\(number)-abc.eml"))
        }
        let line =
            #"{"name":"000009-abc","at":1795431600000,"recipients":["ada@example.org"],"size":1,"subject":"nine"}"#
        try write("\(line)\nnonsense\n", to: folder("inbox.ndjson"))
        let (entries, total) = try inbox.newest(3)
        #expect(total == 9 && entries.map(\.name) == ["000009-abc", "000008-abc", "000007-abc"])
        #expect(entries.map(\.subject) == ["nine", "number 8", "number 7"])
        #expect(entries[0].recipients == ["ada@example.org"])
        #expect(try inbox.newest(0).entries.isEmpty && inbox.newest(100).entries.count == 9)
    }
}
