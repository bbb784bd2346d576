import Foundation

/// `EmbedFiles OUTPUT TYPE ROOT FILE...` writes one Swift file that gives TYPE each FILE's text, under its path
/// relative to ROOT.
///
/// The texts stand in raw string literals with more number signs than any of them contains, so that nothing in a file
/// can end its literal or be read as an interpolation.
@main
struct EmbedFiles {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count >= 4 else {
            FileHandle.standardError.write(Data("usage: EmbedFiles OUTPUT TYPE ROOT FILE...\n".utf8))
            exit(64)
        }
        let root = arguments[3].hasSuffix("/") ? arguments[3] : arguments[3] + "/"
        var source = """
            // Made by the EmbedHome plugin. Edit the files themselves.

            extension \(arguments[2]) {
                package static let files: [(path: String, text: String)] = [

            """
        for path in arguments.dropFirst(4) {
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let relative = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : path
            source += "        (\"\(relative)\", \(literal(text))),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: arguments[1], atomically: true, encoding: .utf8)
    }

    private static func literal(_ text: String) -> String {
        var longest = 0
        var run = 0
        for byte in text.utf8 {
            run = byte == UInt8(ascii: "#") ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "#", count: longest + 1)
        return "\(fence)\"\"\"\n\(text)\n\"\"\"\(fence)"
    }
}
