import Testing
import UsherReceiving

@Suite("A Content-Type")
struct MediaTypeTests {
    static let rows: [(String, String, [String: String])] = [
        ("text/plain", "text/plain", [:]),
        ("TEXT/Plain; Charset=UTF-8", "text/plain", ["charset": "UTF-8"]),
        ("multipart/mixed; boundary=\"a;b=c\"; x", "multipart/mixed", ["boundary": "a;b=c"]),
        ("multipart/mixed; boundary=\"a\\\"b\"", "multipart/mixed", ["boundary": "a\"b"]),
        ("text/plain; name*=utf-8'de'%C3%A4.txt", "text/plain", ["name": "ä.txt"]),
        ("text/plain; name*1=b; name*0=a", "text/plain", ["name": "ab"]),
        ("text/plain; name*0*=iso-8859-1''%E4; name*1=b", "text/plain", ["name": "äb"]),
        ("text/plain; name=\"=?utf-8?Q?=C3=A4?=\"", "text/plain", ["name": "ä"]),
        ("", "", [:]), (";;;=", "", ["": ""]),
    ]

    @Test("is its name and its parameters", arguments: rows)
    func reading(_ value: String, _ name: String, _ parameters: [String: String]) {
        let type = MediaType(value)
        #expect(type.name == name)
        #expect(type.parameters == parameters)
    }
}
