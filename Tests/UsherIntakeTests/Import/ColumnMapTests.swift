import Testing
import UsherCore

@testable import UsherIntake

@Suite("A map of somebody else's columns")
struct ColumnMapTests {
    private static func people(_ text: String, _ map: [String]) throws -> [ContactDraft] {
        let declared = ["package": AttributeDeclaration(type: .text)]
        var rows = try ContactsReader(
            OctetSource(Array(text.utf8)), attributes: declared,
            reading: ListReading(map: try ColumnMap(map)))
        var reader = ContactsReaderTests.reader(declared)
        var people: [ContactDraft] = []
        while let row = try rows.next() {
            if let person = try? reader.person(try row.draft.get()) { people.append(person) }
        }
        return people
    }

    @Test("Says what they are here, and which are left out")
    func names() throws {
        let text = "E-Mail,Vorname,Paket,Notiz,Status,Tags\nada@example.org,Ada,bench,hm,Convert,vip; beta\n"
        let people = try Self.people(text, ["E-Mail=address, vorname = name", "Paket=package,Notiz=-,status=stage"])
        #expect(
            people == [
                ContactDraft(
                    address: try EmailAddress("ada@example.org"), name: "Ada", attributes: ["package": .text("bench")],
                    tags: ["vip", "beta"], stage: .convert)
            ])
    }

    @Test(
        "Is wrong when it is none, says two things, or names a column that is not there",
        arguments: [
            (["E-Mail"], "--map E-Mail: write THEIRS=OURS, such as E-Mail=address; THEIRS=- leaves one out"),
            (["=address"], "--map =address: write THEIRS=OURS, such as E-Mail=address; THEIRS=- leaves one out"),
            (["a=name,A=zone"], "--map says twice what the column 'a' is"),
        ] as [([String], String)])
    func faults(texts: [String], reason: String) {
        let fault = #expect(throws: Misreading.self) { try ColumnMap(texts) }
        #expect(fault?.reason == reason)
    }

    @Test("Names only columns that are there, and that are something here")
    func columns() {
        #expect(throws: ImportFault.noSuchColumn("e-mial", hint: "; did you mean 'e-mail'?")) {
            try Self.people("E-Mail\na@b.example\n", ["E-Mial=address"])
        }
        #expect(
            throws: ImportFault.unknownColumns([
                .init(name: "adress", number: 1, isMapped: true, hint: "address")
            ])
        ) {
            try Self.people("E-Mail\na@b.example\n", ["E-Mail=adress"])
        }
        #expect(throws: ImportFault.repeatedColumn("address", first: "E-Mail")) {
            try Self.people("E-Mail,address\na@b.example,\n", ["E-Mail=address"])
        }
    }

    @Test("Calls a column what it is called in the file")
    func columnsAsWritten() {
        let unknown = #expect(throws: ImportFault.self) { try Self.people("E-Mail\na@b.example\n", []) }
        #expect(
            unknown?.description
                == "unknown column 'E-Mail'; declare it under 'attributes' in config/usher.yaml, or say what it "
                + "is, and - for nothing: --map 'E-Mail=address'")
        #expect(throws: ImportFault.noAddressColumn(found: ["Name", "zone"])) {
            try Self.people("Name, zone\nAda,UTC\n", [])
        }
        let fault = #expect(throws: ImportFault.self) { try Self.people("Address,email\na@b.example,\n", []) }
        #expect(fault?.description == "'Address' and 'email' are the same column here; keep one of them")
    }
}
