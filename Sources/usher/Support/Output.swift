import ArgumentParser
import Foundation

/// `--json`, for commands that print data.
struct OutputOptions: ParsableArguments {
    @Flag(help: "Print JSON instead of text.")
    var json = false
}

enum Output {
    /// Sorted keys, one document, a line break at the end.
    static func json(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        line(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    static func line(_ text: String = "") { write(text + "\n", to: .standardOutput) }

    static func error(_ text: String) { write("usher: \(text)\n", to: .standardError) }

    /// A closed pipe (`usher queue | head`) is not an error.
    static func write(_ text: String, to file: FileHandle) { try? file.write(contentsOf: Data(text.utf8)) }

    static func isTerminal(_ file: FileHandle) -> Bool { isatty(file.fileDescriptor) == 1 }
}
