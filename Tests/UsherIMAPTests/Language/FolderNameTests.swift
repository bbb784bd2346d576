import Testing

@testable import UsherIMAP

@Suite("Names and numbers as commands say them")
struct FolderNameTests {
    @Test(
        "A folder's name",
        arguments: [
            ("INBOX", "\"INBOX\""), ("A \"b\" \\ c", "\"A \\\"b\\\" \\\\ c\""), ("Q & A", "\"Q &- A\""),
            ("Rückläufer", "\"R&APw-ckl&AOQ-ufer\""), ("日本語", "\"&ZeVnLIqe-\""), ("📮", "\"&2D3c7g-\""),
            ("a\r\nb", "\"a&AA0ACg-b\""), ("", "\"\""),
        ])
    func folder(name: String, argument: String) { #expect(FolderName.argument(name) == argument) }

    @Test(
        "Numbers of messages",
        arguments: [
            ([], ""), ([3], "3"), ([3, 4, 5, 9], "3:5,9"), ([9, 3, 3, 4], "3:4,9"),
            ([.max - 1, .max], "4294967294:4294967295"), ([1, .max], "1,4294967295"),
        ] as [([UInt32], String)])
    func set(numbers: [UInt32], text: String) { #expect(UIDSet.text(numbers) == text) }
}
