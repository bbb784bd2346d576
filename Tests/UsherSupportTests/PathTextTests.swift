import Testing

@testable import UsherSupport

@Suite("Paths as text")
struct PathTextTests {
    @Test(
        "The folder that a path lies in, however short it is",
        arguments: [
            ("a/b", "a"), ("a//b/", "a"), ("/a", "/"), ("/", "/"), ("//", "/"), ("//a", "/"), ("a", ""), ("a/", ""),
            ("", ""), ("/etc/usher/config", "/etc/usher"), ("./m", "."), ("ö/x", "ö"), (".", ""),
        ])
    func folder(_ path: String, _ folder: String) { #expect(PathText.folder(of: path) == folder) }
}
