import Foundation
import TestSupport
import Testing

extension TemporaryFolder {
    /// Replaces `old`, which must be there, in a file of the folder.
    func edit(_ path: String, _ old: String, _ new: String) throws {
        let text = try String(contentsOfFile: self(path), encoding: .utf8)
        #expect(text.contains(old), "\(path) has no '\(old)'")
        try Data(text.replacing(old, with: new).utf8).write(to: URL(fileURLWithPath: self(path)))
    }
}
