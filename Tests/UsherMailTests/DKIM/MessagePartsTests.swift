import Testing

@testable import UsherMail

@Suite("The parts of a message")
struct MessagePartsTests {
    struct Case: Sendable {
        let text: String
        /// `name|value`
        let fields: [String]
        let body: String
    }

    static let cases = [
        Case(text: "A: b\r\n\r\nc\r\n", fields: ["A| b"], body: "c\r\n"),
        Case(text: "A: b\r\n c\r\n\td\r\nE:f\r\n\r\n", fields: ["A| b\r\n c\r\n\td", "E|f"], body: ""),
        Case(text: "A: b\r\n\r\n c: d\r\n", fields: ["A| b"], body: " c: d\r\n"),
        Case(text: "A: b\r\n\r\n\r\n\r\n", fields: ["A| b"], body: "\r\n\r\n"),
        Case(text: "A: b:c\r\nno field\r\nD:\r\n\r\nx", fields: ["A| b:c", "D|"], body: "x"),
        Case(text: "\r\nx", fields: [], body: "x"),
        Case(text: "\r\n x", fields: [], body: " x"),
        Case(text: "A: b", fields: [], body: ""),
        Case(text: "A: b\r\n", fields: ["A| b"], body: ""),
        Case(text: "A: b\r", fields: [], body: ""),
        Case(text: "", fields: [], body: ""),
    ]

    @Test("are its fields, folded as they are, and what stands behind the empty line", arguments: cases)
    func parts(_ one: Case) {
        let parts = MessageParts(Array(one.text.utf8))
        let fields = parts.fields.map {
            "\(String(decoding: $0.name, as: UTF8.self))|\(String(decoding: $0.value, as: UTF8.self))"
        }
        #expect(fields == one.fields)
        #expect(String(decoding: parts.body, as: UTF8.self) == one.body)
    }
}
