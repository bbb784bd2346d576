import Testing
import TestSupport
import UsherCore

@testable import UsherIntake

@Suite("CSV that goes out")
struct CSVTextTests {
    @Test(
        "Quotes what needs it and nothing else",
        arguments: [
            (["a", "b"], "a,b\n"), (["", ""], ",\n"), ([""], "\"\"\n"), (["a,b"], "\"a,b\"\n"),
            (["say \"hi\""], "\"say \"\"hi\"\"\"\n"), (["a\nb"], "\"a\nb\"\n"), ([" a"], "\" a\"\n"),
            (["a;b", "c\td"], "\"a;b\",\"c\td\"\n"), (["Jörg Weiß"], "Jörg Weiß\n"),
        ] as [([String], String)])
    func line(fields: [String], line: String) {
        #expect(CSVText.line(fields) == line)
    }

    @Test(
        "Marks what a spreadsheet would calculate, and an import reads what it was",
        arguments: [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"), ("+49 30", "'+49 30"), ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\tx", "'\tx"), ("\rx", "'\rx"), ("＝1", "'＝1"), ("'=x", "''=x"), ("''@x", "'''@x"), ("'tis", "'tis"),
            ("O'Neil", "O'Neil"), ("5-3", "5-3"), ("'", "'"), ("", ""), ("''", "''"),
        ])
    func formulas(text: String, cell: String) {
        #expect(FormulaText.marked(text) == cell)
        #expect(String(decoding: FormulaText.read(Array(cell.utf8)[...]), as: UTF8.self) == text)
    }

    @Test("Is read back as it was by what reads CSV here")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 4180)
        for _ in 0..<500 {
            let fields = (0..<Int.random(in: 2...5, using: &random)).map { _ in
                String(
                    (0..<Int.random(in: 0...6, using: &random)).map { _ in
                        "ab,;\"\n é".randomElement(using: &random) ?? "a"
                    })
            }
            let text = CSVText.line(["x", "y"]) + CSVText.line(fields)
            var records = CSVRecords(CSVBuffer(OctetSource(Array(text.utf8))), delimiter: 0x2C)
            #expect(try records.next() == .record)
            #expect(try records.next() == .record)
            #expect(records.ends.indices.map { String(decoding: records.field($0), as: UTF8.self) } == fields)
        }
    }
}
