import Testing
import UsherCore

@testable import UsherMail

@Suite("DKIM records")
struct DKIMRecordTests {
    @Test("are one TXT record for each key, in strings of at most 255 octets")
    func records() throws {
        let records = DKIMRecord.all(of: try Samples.dkimKeys(), domain: "shop.example")
        #expect(records.map(\.name) == ["test-rsa._domainkey.shop.example", "test-ed25519._domainkey.shop.example"])
        #expect(records.map { $0.strings.map(\.utf8.count) } == [[255, 165], [76]])
        for record in records {
            #expect(record.strings.joined() == record.value)
            #expect(record.zoneLine.hasPrefix("\(record.name). 3600 IN TXT "))
        }
        #expect(records[0].value.hasPrefix("v=DKIM1; k=rsa; h=sha256; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A"))
        #expect(records[1].value == "v=DKIM1; k=ed25519; h=sha256; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")
        #expect(records[1].zoneLine.hasSuffix(#" IN TXT "\#(records[1].value)""#))
        #expect(records[0].zoneLine.hasSuffix(#"( "\#(records[0].strings[0])" "\#(records[0].strings[1])" )"#))
    }

    static let names: [(name: String, isOne: Bool)] = [
        ("usher-20261129", true), ("a", true), (String(repeating: "a", count: 50), true),
        (String(repeating: "a", count: 51), false), ("", false), ("relay", false), ("A", false), ("-a", false),
        ("a-", false), ("a.b", false), ("a_b", false), ("../x", false), ("\u{E9}", false),
    ]

    @Test("have a name that may stand in DNS and in a file's name", arguments: names)
    func name(_ one: (name: String, isOne: Bool)) { #expect(DKIMKeyName.isOne(one.name) == one.isOne) }
}
