import Testing

@testable import UsherCore

@Suite("A table in text")
struct TextTableTests {
    @Test(
        "has columns as wide as their widest cell, whatever that is",
        arguments: [
            ([], []), ([[]], [""]), ([["alone"]], ["alone"]),
            ([["no.", "to"], ["1", "ada"], ["10000", "bob"]], ["no.    to", "1      ada", "10000  bob"]),
            (
                [
                    ["1", "a-name-that-is-longer-than-any-before/and-its-step", "x"],
                    ["2", "short", "a long end of a line"],
                ],
                [
                    "1  a-name-that-is-longer-than-any-before/and-its-step  x",
                    "2  short\(String(repeating: " ", count: 47))a long end of a line",
                ]
            ),
            ([["佐藤", "x"], ["Ada", "y"]], ["佐藤  x", "Ada   y"]), ([["a", ""], ["bb", "c"]], ["a", "bb  c"]),
            ([["only one"], ["a", "b"]], ["only one", "a  b"]),
        ] as [([[String]], [String])])
    func lines(_ rows: [[String]], _ lines: [String]) {
        #expect(TextTable.lines(rows) == lines)
    }
}
