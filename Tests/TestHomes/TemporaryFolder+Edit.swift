import Foundation
import TestSupport

extension TemporaryFolder {
    /// Replaces `old`, which must be there, in a file of the folder.
    package func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: self(path), encoding: .utf8)
        guard text.contains(old) else { throw NothingToEdit(description: "\(path) has no '\(old)'") }
        try Data(text.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: self(path)))
    }

    private struct NothingToEdit: Error, CustomStringConvertible {
        let description: String
    }
}
