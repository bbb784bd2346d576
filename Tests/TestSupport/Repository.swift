import Foundation

/// The checkout that the tests were built from, for files that are not compiled in: the shipped home, golden files.
package enum Repository {
    package static let path = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    package static func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The text of a file, by its path in the checkout.
    package static func text(_ name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }
}
