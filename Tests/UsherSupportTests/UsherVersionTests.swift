import TestSupport
import Testing
import UsherSupport

@Suite("The version")
struct UsherVersionTests {
    @Test("Is what the file VERSION says, three numbers")
    func file() throws {
        #expect(UsherVersion.text.wholeMatch(of: /[0-9]+\.[0-9]+\.[0-9]+/) != nil, "\(UsherVersion.text)")
        #expect(try Repository.text("VERSION") == "\(UsherVersion.text)\n")
    }
}
