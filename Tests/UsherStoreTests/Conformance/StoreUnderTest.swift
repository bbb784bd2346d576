import Testing
import TestSupport
import UsherCore
import UsherStore

/// A store that the conformance suite runs on. A second kind of store joins `all` and passes the same tests.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens, or opens once more, the database of one folder.
    let open: @Sendable (TemporaryFolder) throws -> any Store

    /// The gate of an opened store.
    let gate: @Sendable (any Store) throws -> any StoreGate

    static let all = [
        StoreUnderTest(
            testDescription: "SQLite",
            open: { folder in
                _ = StatementLog.begin()
                return try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of)
            },
            gate: { store in try #require(store as? SQLiteStore).gate() })
    ]
}

/// Stands in for the state folder's HMAC: distinct texts have distinct hashes.
enum TestHash {
    static let of: @Sendable (AddressKey) -> AddressHash = { AddressHash(octets: Array(("hash of " + $0.text).utf8)) }
}
