import Testing
import TestSupport
import UsherCore

@testable import UsherIntake

@Suite("A contacts file")
struct ContactsReaderTests {
    private static let declared: [String: AttributeDeclaration] = [
        "package": AttributeDeclaration(type: .text),
        "spent": AttributeDeclaration(type: .money),
        "since": AttributeDeclaration(type: .date),
        "vip": AttributeDeclaration(type: .yesNo),
        "likes": AttributeDeclaration(type: .list),
    ]

    /// Each row as one line: the line number and what was read, or why not.
    static func rows(_ octets: [UInt8], chunk: Int = 64 << 10) throws -> [String] {
        var reader = try ContactsReader(OctetSource(octets, chunk: chunk), attributes: declared)
        var people = Self.reader(declared)
        var result: [String] = []
        while let row = try reader.next() {
            do throws(Misreading) {
                let entry = try people.entry(try row.draft.get(), now: Timestamp(seconds: 0))
                result.append("\(row.line) \(Self.shown(entry))")
            } catch {
                result.append("\(row.line) bad: \(error.reason)")
            }
        }
        return result
    }

    /// Of a shop that declares these attributes.
    static func reader(_ attributes: [String: AttributeDeclaration]) -> DraftReader {
        let settings = Settings(sender: Mailbox(name: "Shop", address: "shop@shop.example"), attributes: attributes)
        return DraftReader(plan: Plan(settings: settings, campaigns: [], catalog: Catalog()), source: "test")
    }

    private static func shown(_ entry: EntryRequest) -> String {
        let person = entry.person
        let parts = [person.address.wire] + [person.name, person.zone, person.language].compactMap(\.self)
        let key = entry.key.isEmpty ? [] : ["key=\(entry.key)"]
        let attributes = person.attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.shown($0.value))" }
        return (parts + key + attributes).joined(separator: " ")
    }

    private static func shown(_ value: AttributeValue) -> String {
        switch value {
        case .text(let text), .number(let text): text.replacing("\n", with: "|")
        case .money(let money): "\(money.minorUnits) \(money.currency)"
        case .date(let date): "\(date.year)-\(date.month)-\(date.day)"
        case .yesNo(let flag): "\(flag)"
        case .list(let items): items.joined(separator: "+")
        }
    }

    static func rows(_ text: String) throws -> [String] { try rows(Array(text.utf8)) }

    @Test("Says what zone was meant in the first twenty rows, and in the others only what is wrong")
    func hints() throws {
        let rows = try Self.rows(
            "address,zone\n" + (10..<60).map { "p\($0)@b.example,Europe/Berl\($0)" }.joined(separator: "\n"))
        #expect(rows.count == 50 && rows.allSatisfy { $0.contains("is not a time zone's name") })
        #expect(rows.count { $0.contains("did you mean") } == 20)
    }

    @Test(
        "Reads what spreadsheets write",
        arguments: [
            (
                "plain", "address,name\na@b.example,Ada\nc@d.example,Carl\n",
                ["2 a@b.example Ada", "3 c@d.example Carl"]
            ),
            ("no line end at the end", "address\na@b.example", ["2 a@b.example"]),
            ("CRLF", "address,name\r\na@b.example,Ada\r\n", ["2 a@b.example Ada"]),
            ("CR", "address,name\ra@b.example,Ada\r", ["2 a@b.example Ada"]),
            ("byte order mark", "\u{FEFF}address,name\na@b.example,Ada\n", ["2 a@b.example Ada"]),
            ("semicolons", "name;email\nAda, Countess;a@b.example\n", ["2 a@b.example Ada, Countess"]),
            ("tabs", "name\temail\nAda\ta@b.example\n", ["2 a@b.example Ada"]),
            ("quotes", "address,name\n\"a@b.example\",\"Ada \"\"A\"\" King\"\n", ["2 a@b.example Ada \"A\" King"]),
            ("quoted delimiters", "address,name\na@b.example,\"King, Ada\"\n", ["2 a@b.example King, Ada"]),
            ("a quote inside a field", "address,name\na@b.example,Ada 5\" King\n", ["2 a@b.example Ada 5\" King"]),
            ("spaces and case", " Address , NAME \n a@B.Example , Ada \n", ["2 a@b.example Ada"]),
            ("blank and empty rows", "address,name\n\n,\na@b.example,\n\r\n", ["4 a@b.example"]),
            ("blank lines first", "\n\naddress\na@b.example\n", ["4 a@b.example"]),
            ("what separates, named", "sep=;\naddress;name\na@b.example;King, Ada\n", ["3 a@b.example King, Ada"]),
            ("the same in quotes", "\u{FEFF}\"sep=|\"\r\naddress|name\r\na@b.example|Ada\r\n", ["3 a@b.example Ada"]),
            (
                "delimiters at the ends", "address,name,,\na@b.example,Ada,,\nc@d.example,C\n",
                [
                    "2 a@b.example Ada", "3 c@d.example C",
                ]
            ),
            (
                "a name of two halves", "email,first_name,last_name\na@b.example,Ada,King\nc@d.example,,Carl\n",
                [
                    "2 a@b.example Ada King", "3 c@d.example Carl",
                ]
            ),
            ("a name with the address", "address\nAda King <a@b.example>\n", ["2 a@b.example Ada King"]),
            ("its own name first", "address,name\nX <a@b.example>,Ada\n", ["2 a@b.example Ada"]),
            (
                "zones and languages in any case",
                "address,zone,language\na@b.example,europe/zurich,DE\nc@d.example,utc,en_us\n",
                [
                    "2 a@b.example Europe/Zurich de", "3 c@d.example UTC en-US",
                ]
            ),
            (
                "what nobody sees around names", "\u{FEFF}\u{FEFF}address\u{A0},\u{200B}name\na@b.example,Ada\n",
                [
                    "2 a@b.example Ada"
                ]
            ),
            (
                "a line break in quotes counts", "address,package\na@b.example,\"one\ntwo\"\nc@d.example,three\n",
                ["2 a@b.example package=one|two", "4 c@d.example package=three"]
            ),
            (
                "everything",
                "address,zone,language,key,vip,since,spent,likes\n"
                    + "a@b.example,Pacific/Auckland,pt-BR,order-7,Yes,2026-12-04,49.9 EUR,\"red, green\"\n",
                [
                    "2 a@b.example Pacific/Auckland pt-BR key=order-7 likes=red+green since=2026-12-4 spent=4990 EUR vip=true"
                ]
            ),
        ])
    func reads(_ name: String, _ text: String, _ expected: [String]) throws {
        #expect(try Self.rows(text) == expected, "\(name)")
        #expect(try Self.rows(Array(text.utf8), chunk: 1) == expected, "\(name), octet by octet")
    }

    @Test(
        "Reports a bad row with its line and keeps the others",
        arguments: [
            (
                "missing field", "address,name\na@b.example\nc@d.example,C\n",
                "2 bad: has 1 field where the first line has 2"
            ),
            ("extra field", "address\na@b.example,x\nc@d.example\n", "2 bad: has 2 fields where the first line has 1"),
            ("no address", "address,name\n,Ada\nc@d.example,C\n", "2 bad: the address is missing"),
            (
                "what nobody sees", "address\na@b\u{200B}.example\nc@d.example\n",
                "2 bad: 'a@b\u{200B}.example' is not an e-mail address: it contains U+200B, zero width space, which nobody sees"
            ),
            (
                "a blank that breaks no line", "address\n\u{A0}a@b.example\nc@d.example\n",
                "2 bad: '\u{A0}a@b.example' is not an e-mail address: it contains U+00A0, no-break space, which nobody sees"
            ),
            (
                "not an address", "address\na b@c.example\nc@d.example\n",
                "2 bad: 'a b@c.example' is not an e-mail address: it contains a space"
            ),
            (
                "line break in an address", "address\n\"a@b.example\nBcc: x@y.example\"\nc@d.example\n",
                "2 bad: 'a@b.example\\nBcc: x@y.example' is not an e-mail address: it contains a line break or another control character"
            ),
            (
                "unknown zone", "address,zone\na@b.example,Europe/Berln\nc@d.example,UTC\n",
                "2 bad: column zone: 'Europe/Berln' is not a time zone's name; did you mean 'Europe/Berlin'?"
            ),
            (
                "unknown language", "address,language\na@b.example,xx\nc@d.example,\n",
                "2 bad: column language: 'xx' is not a language; write it like de or pt-BR"
            ),
            (
                "two faults", "address,vip,spent\na@b.example,perhaps,12\nc@d.example,,\n",
                "2 bad: column spent must be an amount like 49.00 EUR, not '12'; column vip must be yes or no, not 'perhaps'"
            ),
            (
                "text after a quote", "address,name\na@b.example,\"Ada\" King\nc@d.example,C\n",
                "2 bad: has text after a closing quote; a quote inside quotes is written twice"
            ),
            (
                "text after a quote, and more quotes", "address,name\na@b.example,\"Ada \"A\" King\"\nc@d.example,C\n",
                "2 bad: has text after a closing quote; a quote inside quotes is written twice"
            ),
            (
                "text after a quote, then lines in quotes",
                "address,name\n\"a@b.example\"x,\"Ada\nv@x.example,Eve\n\"\nc@d.example,C\n",
                "2 bad: has text after a closing quote; a quote inside quotes is written twice"
            ),
            (
                "a row of several lines, wrong elsewhere",
                "address,name\nNo Mail,\"x\nv@x.example,Eve\ny\"\nc@d.example,C\n",
                "2 bad: 'No Mail' is not an e-mail address: it contains a space; column name contains a line break or another control "
                    + "character"
            ),
            (
                "the same with CRLF", "address,name\r\n,\"x\r\nv@x.example,Eve\r\n\"\r\nc@d.example,C\r\n",
                "2 bad: the address is missing; column name contains a line break or another control character"
            ),
            (
                "the same with CR", "address,name\r,\"x\rv@x.example,Eve\r\"\rc@d.example,C\r",
                "2 bad: the address is missing; column name contains a line break or another control character"
            ),
            (
                "the same with semicolons", "address;name\nx;\"x\nv@x.example;Eve\n\"\nc@d.example;C\n",
                "2 bad: 'x' is not an e-mail address: it has no @; column name contains a line break or another control character"
            ),
            (
                "a blank before the quote", "address, name\nx, \"x\nv@x.example,Eve\n\" \nc@d.example,C\n",
                "2 bad: 'x' is not an e-mail address: it has no @; column name contains a line break or another control character"
            ),
            (
                "too many fields, over lines", "address,name\na@b.example,A,\"x\nv@x.example,Eve\n\"\nc@d.example,C\n",
                "2 bad: has 3 fields where the first line has 2"
            ),
            (
                "a line break in a name", "address,name\na@b.example,\"A\nB\"\nc@d.example,C\n",
                "2 bad: column name contains a line break or another control character"
            ),
        ])
    func reports(_ name: String, _ text: String, _ expected: String) throws {
        for chunk in [1, 7, 64 << 10] {
            let rows = try Self.rows(Array(text.utf8), chunk: chunk)
            #expect(rows.first == expected, "\(name)")
            #expect(rows.last?.contains(" c@d.example") == true, "\(name)")
            #expect(rows.count == 2, "\(name)")
        }
    }

    @Test(
        "Reads nothing more after quotes that nobody can tell apart, and names the line where they begin",
        arguments: [
            ("\"Ada\nc@d.example,C\n", "opens a quote that is not closed"),
            ("\"Ada\nc@d.example,C\ne@f.example,\"E\",x\n", "has text after a closing quote"),
            ("\"Monitor 24\" wide\",x\nc@d.example,\"C\nv@x.example,Eve\n\"\n", "has text after a closing quote"),
            ("\"x\" \"y\nv@x.example,Eve\n\"\nc@d.example,C\n", "has text after a closing quote"),
        ])
    func unclear(rest: String, reason: String) throws {
        let text = Array("address,name\nfirst@b.example,A\na@b.example,\(rest)".utf8)
        for chunk in [1, 7, 64 << 10] {
            let rows = try Self.rows(text, chunk: chunk)
            #expect(rows.count == 2 && rows.first == "2 first@b.example A")
            #expect(rows.last?.hasPrefix("3 bad: \(reason)") == true)
            #expect(
                rows.last?.hasSuffix(
                    "neither this row nor any after it is read: correct it and give the same command again") == true
            )
        }
    }

    @Test("Nothing that a stranger wrote becomes a row, whatever it is and whatever is wrong with the row around it")
    func strangers() throws {
        var random = SeededGenerator(seed: 4180)
        let pieces = ["\n", "\r\n", "\r", "\"", ",", ";", "\t", " ", "victim@x.example,Eve,injected", "a", "\u{FEFF}"]
        for _ in 0..<3000 {
            let words =
                "\nvictim@x.example,Eve,1\n"
                + (0..<Int.random(in: 0...8, using: &random)).map { _ in
                    pieces.randomElement(using: &random) ?? ""
                }.joined()
            // As every writer of CSV does it, with a row that is wrong: an address, or the number of fields.
            let cell = "\"" + words.replacing("\"", with: "\"\"") + "\""
            let row =
                ["No Mail,\(cell),", "\(cell),x,", "a@b.example,\(cell)", "a@b.example,x,\(cell),y", ",,\(cell)"]
                .randomElement(using: &random) ?? ""
            let rows = try Self.rows("address,name,key\n\(row)\nlast@b.example,L,\n")
            try #require(rows.count == 2 && rows.first?.hasPrefix("2 bad: ") == true, "\(row.debugDescription)")
            try #require(rows.last?.hasSuffix(" last@b.example L") == true)
        }
    }

    @Test("Names a row that is Latin-1 and keeps the others")
    func latin1() throws {
        let text = Array("address,name\na@b.example,J".utf8) + [0xF6] + Array("rg\nc@d.example,Jörg\n".utf8)
        #expect(
            try Self.rows(text) == [
                "2 bad: column name is not UTF-8 (Latin-1, perhaps); save the file as UTF-8", "3 c@d.example Jörg",
            ])
    }

    @Test(
        "Refuses a first line that does not name the columns",
        arguments: [
            ("", "the CSV file is empty"),
            ("\n\n", "the CSV file is empty"),
            ("a@b.example,Ada\n", "the first line must name the columns, such as address,name,zone,language"),
            (
                "name,zone\n",
                "the first line names no column 'address' or 'email'; it has 'name' and 'zone'; say which it is: --map NAME=address"
            ),
            (
                "address,nmae\n",
                "unknown column 'nmae' (did you mean 'name'?); declare it under 'attributes' in config/usher.yaml, or say what it is, and "
                    + "- for nothing: --map 'nmae=name'"
            ),
            (
                "address,shoe size\n",
                "unknown column 'shoe size'; declare it under 'attributes' in config/usher.yaml, or say what it is, and - for "
                    + "nothing: --map 'shoe size=-'"
            ),
            ("address,email\n", "'address' and 'email' are the same column here; keep one of them"),
            ("address,\"name\n", "the first line opens a quote that is not closed"),
        ])
    func headers(_ text: String, _ expected: String) {
        let fault = #expect(throws: ImportFault.self) { try Self.rows(text) }
        #expect(fault?.description == expected)
    }

    @Test("Refuses UTF-16 and binary files")
    func encodings() {
        #expect(throws: ImportFault.wrongEncoding("UTF-16")) { try Self.rows([0xFF, 0xFE, 0x61, 0x00]) }
        #expect(throws: ImportFault.wrongEncoding("not a text file")) { try Self.rows([0x50, 0x4B, 0x00, 0x01]) }
    }

    @Test("A line without an end is one bad row, and costs no more than a megabyte")
    func endlessLine() throws {
        let text =
            Array("address,name\na@b.example,".utf8) + [UInt8](repeating: 0x78, count: 3 << 20)
            + Array("\nc@d.example,C\n".utf8)
        #expect(try Self.rows(text) == ["2 bad: is longer than a megabyte", "3 c@d.example C"])
        let quoted =
            Array("address,name\na@b.example,\"".utf8) + [UInt8](repeating: 0x78, count: 3 << 20)
            + Array("\nc@d.example,C\n".utf8)
        let unclosed = try Self.rows(quoted)
        #expect(unclosed.count == 1 && unclosed[0].hasPrefix("2 bad: opens a quote that is not closed; "))
        let closed =
            Array("address,name\na@b.example,\"".utf8) + [UInt8](repeating: 0x0A, count: 3 << 20)
            + Array("\"\nc@d.example,C\n".utf8)
        #expect(try Self.rows(closed) == ["2 bad: is longer than a megabyte", "3145731 c@d.example C"])
    }

    @Test("Random octets never crash it, and every good row survives them")
    func randomOctets() throws {
        var random = SeededGenerator(seed: 20_261_122)
        let palette = Array("\"\"\",;\n\r\t @.ab\u{FEFF}ö".utf8) + [0xF6, 0x00, 0xFF]
        for _ in 0..<2000 {
            let noise = (0..<Int.random(in: 0...60, using: &random)).map { _ in
                palette.randomElement(using: &random) ?? 0
            }
            let clean = noise.filter { $0 != UInt8(ascii: "\"") }
            let text = Array("address,name\n".utf8) + noise + Array("\n".utf8)
            for chunk in [1, 5, 4096] { #expect(try Self.rows(text, chunk: chunk) == Self.rows(text)) }
            let around = Array("address,name\nfirst@b.example,A\n".utf8) + clean + Array("\nlast@b.example,B\n".utf8)
            let rows = try Self.rows(around)
            #expect(rows.first == "2 first@b.example A")
            #expect(rows.last?.hasSuffix(" last@b.example B") == true)
            _ = try? Self.rows(noise)
        }
    }
}
