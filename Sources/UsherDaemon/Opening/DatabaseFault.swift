import UsherCore

/// Why a home's database cannot be opened, with its file.
package struct DatabaseFault: Error, Hashable, Sendable, CustomStringConvertible {
    package let path: String
    package let cause: StoreError

    package var description: String { "\(path): \(cause)" }
}
