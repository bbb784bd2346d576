import Foundation
import TestHomes
import TestSupport
import Testing
import UsherCore
import UsherHome

@testable import UsherReports

@Suite("E-mails by the files as they lie there")
struct PreviewBookTests {
    private let folder: TemporaryFolder
    private let start = ContinuousClock.now
    private var book: PreviewBook

    init() throws {
        folder = try TemporaryFolder("home")
        try HomeWriter.write(PaperBoat.files, to: folder.path)
        book = PreviewBook(home: folder.path, daemon: nil, now: { Timestamp(seconds: 0) }, at: start)
    }

    @Test("One is read anew when its file is another, and the sample is the first where none is said")
    mutating func reads() throws {
        #expect(try book.letter("excite/more", for: .sample(nil))?.picture?.subject == "More")
        try folder.edit("templates/excite/more.md", "subject: More", "subject: Less")
        let letter = try #require(try book.letter("excite/more", for: .sample("sam")))
        #expect(letter.picture?.subject == "Less" && letter.reader?.name == "sam@customer.de")
        #expect(letter.errors.isEmpty && letter.standing == .unasked)
        #expect(try book.letter("excite/more", for: .contact(ContactID(1))) == nil)
    }

    @Test("What usher check says of it is said with its place; where it can be filled in all the same, it is shown")
    mutating func errors() throws {
        try folder.edit("templates/excite/more.md", "[Go]", "{{contact.vip}} {{contact.nmae}} [Go]")
        let broken = try #require(try book.letter("excite/more", for: .sample("sam")))
        #expect(broken.picture == nil && broken.errors.contains { $0.place == "templates/excite/more.md:4:17" })
        try folder.edit("templates/excite/more.md", " {{contact.nmae}}", "")
        try folder.edit("config/samples.yaml", "people:\n", "people:\n  bo: { address: bo@customer.de }\n")
        let sam = try #require(try book.letter("excite/more", for: .sample("sam")))
        // The attribute may be missing, and is for the other person.
        #expect(sam.picture != nil && !sam.errors.isEmpty)
        let bo = try #require(try book.letter("excite/more", for: .sample("bo")))
        #expect(bo.picture == nil && !bo.errors.isEmpty)
    }

    @Test("A file that is wrong, or nobody to show it as, is said whatever is asked for")
    mutating func wrong() throws {
        try FileManager.default.removeItem(atPath: folder("config/samples.yaml"))
        let nobody = try #require(try book.letter("excite/more", for: .sample(nil)))
        #expect(nobody.picture == nil && nobody.errors.map(\.file) == ["config/samples.yaml"])
        #expect(try book.letter("excite/more", for: .sample("sam")) == nil)
        #expect(book.shelf().campaigns.map(\.steps) == [["thanks", "more"]] && book.shelf().samples.isEmpty)
        try folder.edit("config/campaigns/excite.yaml", "wait: 1 day", "wait: soon")
        let wrong = try #require(try book.letter("no/such", for: .sample("no")))
        #expect(
            wrong.picture == nil
                && wrong.errors.map(\.place).contains { $0.hasPrefix("config/campaigns/excite.yaml:8:") })
        try folder.edit("config/usher.yaml", "mode:", "mode: :")
        #expect(!book.shelf().errors.isEmpty)
    }

    @Test("A change is heard of once, after it has kept still")
    mutating func changes() throws {
        func after(_ milliseconds: Int) -> Int { book.changes(at: start.advanced(by: .milliseconds(milliseconds))) }
        #expect(after(100) == 0)
        try folder.edit("templates/excite/more.md", "More", "Less")
        #expect(after(250) == 0)
        #expect(after(400) == 0)
        #expect(after(450) == 1)
        #expect(after(900) == 1)
        try folder.edit("config/journey.yaml", "used", "tried")
        #expect(after(1000) == 1)
        try folder.edit("config/journey.yaml", "tried", "used")
        #expect(after(1100) == 1)
        #expect(after(1300) == 2)
    }
}
