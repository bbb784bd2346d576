import Testing
import UsherCore

@testable import UsherIntake

@Suite("How days are written")
struct DateFormTests {
    @Test(
        "Is named, and read by that name alone",
        arguments: [
            ("DD.MM.YYYY", "04.05.2026", "2026-05-04"), ("dd/mm/yyyy", "4/5/2026", "2026-05-04"),
            ("MM/DD/YYYY", "04/05/2026", "2026-04-05"), ("YYYY-MM-DD", "2026-05-04 10:00:00", "2026-05-04"),
            ("YYYY-MM-DD", "2026-05-04T10:00:00Z", "2026-05-04"), ("DD.MM.YYYY", "04/05/2026", nil),
            ("DD.MM.YYYY", "2026-05-04", nil), ("DD.MM.YYYY", "04.05.26", nil), ("DD.MM.YYYY", "", nil),
            ("DD.MM.YYYY", "a.b.cccc", nil), ("DD.MM.YYYY", "4.5.2026.1", nil),
            ("DD.MM.YYYY", "31.02.2024", nil),
        ] as [(String, String, String?)])
    func reads(form: String, text: String, day: String?) throws {
        #expect(try DateForm(form).read(text) == day)
    }

    @Test("Names a day, a month and a year, once each", arguments: ["", "DD.MM", "DD.DD.YYYY", "DD.MM-YYYY", "d.m.y"])
    func faults(text: String) {
        #expect(throws: Misreading.self) { try DateForm(text) }
    }

    @Test("Is asked for where a day could be two days, and takes no day that the calendar does not have")
    func columns() throws {
        let declared = ["since": AttributeDeclaration(type: .date)]
        func row(_ text: String, _ form: String?) throws -> String {
            var list = try ContactsReader(
                OctetSource(Array("address,since\na@b.example,\(text)\n".utf8)), attributes: declared,
                reading: ListReading(dates: try form.map { try DateForm($0) }))
            var reader = ContactsReaderTests.reader(declared)
            let row = try #require(try list.next())
            do throws(Misreading) {
                return "\(try reader.person(try row.draft.get()).attributes["since"] ?? .text("-"))"
            } catch { return error.reason }
        }
        #expect(
            try row("04.05.2026", nil)
                == "column since must be a date like 2026-12-04, not '04.05.2026'; where days are written so, name their form: "
                + "--dates DD.MM.YYYY")
        #expect(try row("04.05.2026", "DD.MM.YYYY").contains("2026-05-04"))
        #expect(try row("31.02.2026", "DD.MM.YYYY").hasPrefix("column since must be a date"))
        #expect(try row("31.02.2024", "DD.MM.YYYY").hasSuffix("not '31.02.2024'"), "what the file has")
        #expect(try row("2026-05-04 10:00", nil).contains("2026-05-04"))
        #expect(try row("2026-05-04", "DD.MM.YYYY").contains("2026-05-04"))
    }
}
