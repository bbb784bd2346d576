import Testing
import UsherCore

@testable import UsherIntake

@Suite("A line that tells an event")
struct DraftJSONTests {
    private static func draft(_ json: String) throws -> Draft {
        try Draft(json: Array(json.utf8)[...], as: .event)
    }

    @Test("Has every option of the command line as a field; numbers and flags are taken as texts")
    func fields() throws {
        let line = #"""
            {"event":"purchased","address":"ada@example.org","key":1042,"value":49.00,"currency":"EUR","product":"bench",
            "data":{"order":"A-1","gift":true,"lines":3},"at":"2026-11-20T10:00:00Z","by":"bob@example.org","code":"abc",
            "campaign":"ad","name":"Ada","zone":"Europe/Berlin","language":"de","consent":"form","count":2,
            "attributes":{"package":"bench"},"product":null}
            """#.replacing("\n", with: "").replacing(",\"product\":null", with: "")
        let expected = Draft(
            .json,
            [
                .event: "purchased", .address: "ada@example.org", .key: "1042", .value: "49.00", .currency: "EUR",
                .product: "bench", .at: "2026-11-20T10:00:00Z", .by: "bob@example.org", .code: "abc", .campaign: "ad",
                .name: "Ada", .zone: "Europe/Berlin", .language: "de", .consent: "form", .count: "2",
            ], attributes: ["package": "bench"], data: ["order": "A-1", "gift": "true", "lines": "3"])
        #expect(try Self.draft(line) == expected)
    }

    @Test("Leaves out what is null")
    func nulls() throws {
        let draft = try Self.draft(#"{"event":"visited","key":null,"data":{"a":null,"b":"c"},"address":null}"#)
        #expect(draft == Draft(.json, [.event: "visited"], data: ["b": "c"]))
    }

    @Test(
        "Says what is wrong with one that is not",
        arguments: [
            ("", "is not JSON: at column 1 there should be a text, a number, true, false, an array or an object"),
            ("{\"event\":\"a\"", "is not JSON: at column 13 there should be ',' or '}'"),
            ("[]", "is not an object; write for example {\"event\":\"purchased\",\"address\":\"ada@example.org\"}"),
            ("{}", "names no 'event'"), ("{\"address\":\"ada@example.org\"}", "names no 'event'"),
            ("{\"event\":\"a\",\"adress\":\"b\"}", "has an unknown field 'adress'; did you mean 'address'?"),
            (
                "{\"event\":\"a\",\"order_no\":\"b\"}",
                "has an unknown field 'order_no'; what is your own belongs into 'data'"
            ),
            (
                #"{"event":"a","q8":1,"q3":1,"q5":1,"q1":1,"q7":1,"q2":1,"q6":1,"q4":1}"#,
                "has an unknown field 'q1'; what is your own belongs into 'data'"
            ),
            ("{\"event\":\"a\",\"adress\":null}", "has an unknown field 'adress'; did you mean 'address'?"),
            (
                "{\"event\":\"a\",\"data\":{\"No\":null}}",
                "a field of 'data' must be made of a-z, 0-9 and '_', at most 64 characters, such as 'no'; 'No' is not"
            ),
            ("{\"event\":[\"a\"]}", "'event' must be a text"),
            ("{\"event\":\"a\",\"data\":\"b\"}", "'data' must be an object of texts"),
            ("{\"event\":\"a\",\"data\":{\"b\":{}}}", "'data.b' must be a text"),
            ("{\"event\":\"a\",\"key\":01}", "is not JSON: at column 21 there should be ',' or '}'"),
            ("{\"event\":\"a\",\"event\":\"b\"}", "is not JSON: at column 14 there should be each key once"),
        ])
    func faults(line: String, reason: String) {
        let fault = #expect(throws: Misreading.self) { try Self.draft(line) }
        #expect(fault?.reason == reason)
    }

    @Test("Says that a line is not UTF-8")
    func encoding() {
        let octets = Array("{\"event\":\"caf".utf8) + [0xE9] + Array("\"}".utf8)
        let fault = #expect(throws: Misreading.self) { try Draft(json: octets[...], as: .event) }
        #expect(fault?.reason == "is not UTF-8 (Latin-1, perhaps)")
    }
}
