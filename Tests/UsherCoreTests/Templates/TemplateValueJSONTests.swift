import Testing
import TestSupport
import UsherCore

@Suite("Template values as JSON")
struct TemplateValueJSONTests {
    @Test("Keys are sorted, nothing is between, and only what must be escaped is")
    func writes() {
        let value = TemplateValue.object([
            "contact": .object(["name": .text("Ada \"the\" first\\\n\t\u{1}/é"), "vip": .flag(true)]),
            "again": .list([.text("a"), .flag(false), .list([])]), "zzz": .object([:]),
        ])
        #expect(
            value.json()
                == #"{"again":["a",false,[]],"contact":{"name":"Ada \"the\" first\\\n\t\u0001/é","vip":true},"zzz":{}}"#
        )
    }

    @Test(
        "Reads every way that JSON has to say it",
        arguments: [
            (
                #" { "a" : [ true , "\u00e9\ud83d\ude00\/\b\f\r" ] } "#,
                TemplateValue.object(["a": .list([.flag(true), .text("é😀/\u{8}\u{C}\r")])])
            ),
            ("\"\"", .text("")), ("[]", .list([])), ("{}", .object([:])), ("false", .flag(false)),
            ("[[], {}]", .list([.list([]), .object([:])])),
        ])
    func reads(json: String, value: TemplateValue) throws {
        #expect(try TemplateValue(json: json) == value)
    }

    @Test(
        "Says where the text stops being JSON of a template value",
        arguments: [
            ("", 0), ("1", 0), ("null", 0), ("[1]", 1), ("tru", 0), ("\"a", 2), ("\"\n\"", 1), (#""\x""#, 3),
            (#""\u12""#, 5), (#""\ud800""#, 7), (#""\ud800\u0041""#, 13), (#""\udc00""#, 7), ("[\"a\"", 4),
            ("[\"a\",]", 5),
            ("{\"a\"}", 4), ("{\"a\":true,}", 10), ("{a:true}", 1), ("{\"a\":true,\"a\":true}", 10), ("true false", 5),
            (String(repeating: "[", count: 100), 64),
        ])
    func refuses(json: String, offset: Int) {
        let fault = #expect(throws: JSONFault.self) { try TemplateValue(json: json) }
        #expect(fault?.offset == offset)
    }

    @Test(
        "Takes numbers as they are written and passes over null in JSON that others wrote",
        arguments: [
            ("1", .text("1")), ("-0.50", .text("-0.50")), ("1e+3", .text("1e+3")), ("{\"a\":null}", .object([:])),
            ("[null,12,null]", .list([.text("12")])),
            ("{\"a\":[true,\"b\"]}", .object(["a": .list([.flag(true), .text("b")])])),
        ] as [(String, TemplateValue)])
    func foreign(json: String, value: TemplateValue) throws {
        var nulls: [[String]] = []
        #expect(try TemplateValue(foreignJSON: Array(json.utf8), nulls: &nulls) == value)
    }

    @Test(
        "Is strict with JSON that others wrote",
        arguments: ["", "01", "1.", "-", ".5", "1e", "nul", "null", "[1,]", "{\"a\":1,\"a\":2}"])
    func strict(json: String) {
        var nulls: [[String]] = []
        #expect(throws: JSONFault.self) { try TemplateValue(foreignJSON: Array(json.utf8), nulls: &nulls) }
    }

    @Test("Says which fields of others' JSON were null, by their paths")
    func nulls() throws {
        var nulls: [[String]] = []
        let json = #"{"a":null,"b":{"c":null,"d":{"e.f":null}},"g":"h","i":[null]}"#
        let value = try TemplateValue(foreignJSON: Array(json.utf8), nulls: &nulls)
        #expect(nulls == [["a"], ["b", "c"], ["b", "d", "e.f"]])
        #expect(value == .object(["b": .object(["d": .object([:])]), "g": .text("h"), "i": .list([])]))
    }

    @Test("What was written is read back, and written again octet for octet")
    func roundTrip() throws {
        var random = SeededGenerator(seed: 8259)
        for _ in 0..<2000 {
            let value = Self.value(&random, depth: 0)
            let json = value.json()
            let read = try TemplateValue(json: json)
            #expect(read == value)
            #expect(read.json() == json)
        }
    }

    private static func value(_ random: inout SeededGenerator, depth: Int) -> TemplateValue {
        switch Int.random(in: 0..<(depth < 4 ? 6 : 3), using: &random) {
        case 0, 1: .text(text(&random))
        case 2: .flag(Bool.random(using: &random))
        case 3: .list((0..<Int.random(in: 0...4, using: &random)).map { _ in value(&random, depth: depth + 1) })
        default:
            .object(
                Dictionary(
                    (0..<Int.random(in: 0...4, using: &random)).map { _ in
                        (text(&random), value(&random, depth: depth + 1))
                    }, uniquingKeysWith: { first, _ in first }))
        }
    }

    private static func text(_ random: inout SeededGenerator) -> String {
        var scalars = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: 0...8, using: &random) {
            let range: ClosedRange<UInt32> =
                [0...0x7F, 0x20...0x7E, 0x80...0x7FF, 0x1F600...0x1F64F].randomElement(using: &random) ?? 0...0x7F
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &random)) { scalars.append(scalar) }
        }
        return String(scalars)
    }
}
