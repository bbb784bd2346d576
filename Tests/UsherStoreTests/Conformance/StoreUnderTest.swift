import Testing
import TestSupport
import UsherCore
import UsherStore

/// A store that the conformance suite runs on. A second kind of store joins `all` and passes the same tests.
struct StoreUnderTest: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens, or opens once more, the database of one folder.
    let open: @Sendable (TemporaryFolder) throws -> any JourneyStore

    /// The gate of an opened store.
    let gate: @Sendable (any JourneyStore) throws -> any ConsentGate

    /// The reader of an opened store's links.
    let links: @Sendable (any JourneyStore) throws -> any LinkReader

    /// The counts of an opened store's links.
    let traffic: @Sendable (any JourneyStore) throws -> any TrafficStore

    static let all = [
        StoreUnderTest(
            testDescription: "SQLite",
            open: { folder in try SQLiteStore.open(path: folder("usher.sqlite"), hash: TestHash.of) },
            gate: { store in try #require(store as? SQLiteStore).gate() },
            links: { store in try #require(store as? SQLiteStore).linkReader() },
            traffic: { store in try #require(store as? SQLiteStore) })
    ]
}

/// Stands in for the state folder's HMAC: distinct texts have distinct hashes.
enum TestHash {
    static let of: @Sendable (AddressKey) -> AddressHash = { AddressHash(octets: Array(("hash of " + $0.text).utf8)) }
}
