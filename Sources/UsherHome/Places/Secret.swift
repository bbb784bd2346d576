/// A password: never printed, never logged, never compared for anything.
package struct Secret: Sendable {
    private let text: String

    package init(_ text: String) { self.text = text }

    /// The password itself, for the one place that needs it.
    package func reveal() -> String { text }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "(secret)" }
    package var debugDescription: String { "(secret)" }
    package var customMirror: Mirror { Mirror(self, children: [:]) }
}
