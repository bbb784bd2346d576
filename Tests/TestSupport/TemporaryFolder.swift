import Foundation

/// A folder of its own for one test, gone when the last reference is.
package final class TemporaryFolder: Sendable {
    package let path: String

    package init(_ label: String = "usher") throws {
        path = NSTemporaryDirectory() + "\(label)-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of `name` below the folder.
    package func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }
}
