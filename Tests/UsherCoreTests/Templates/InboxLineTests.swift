import Testing

@testable import UsherCore

@Suite("The line beside a subject")
struct InboxLineTests {
    @Test(
        "It is how the HTML begins, hidden or not",
        arguments: [
            ("", ""), ("Hello", "Hello"), ("<p>Hello</p><p>you</p>", "Hello you"),
            ("<html><head><title>No</title><style>p > a { x: y }</style></head><body> Hi &amp; bye", "Hi & bye"),
            ("<div style=\"display:none\">First&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;</div><p>then</p>", "First then"),
            ("<!-- <p>no</p> --><p title=\"a > b\">yes", "yes"), ("<STYLE>a</Style>b", "b"), ("<style>a", ""),
            ("<p", ""),
            ("<!-- no", ""), ("a<", "a"), ("  \n\t ", ""), ("&#847;&zwnj;x", "x"),
        ])
    func begins(html: String, line: String) {
        #expect(InboxLine.beginning(of: Array(html.utf8)) == line)
    }

    @Test("It is short, and what takes no room keeps the rest out")
    func short() {
        #expect(InboxLine.beginning(of: Array(String(repeating: "ä", count: 9000).utf8)).count == 140)
        let blanks = String(repeating: "&#847;&zwnj;&nbsp;", count: 80)
        #expect(InboxLine.beginning(of: Array("<i>Look</i>\(blanks)<p>later</p>".utf8)) == "Look")
    }
}
