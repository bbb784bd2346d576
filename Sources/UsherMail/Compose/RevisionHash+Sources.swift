import Crypto
import UsherCore

extension RevisionHash {
    /// The name of a revision: SHA-256 over its sources as the store keeps them, `SortedJSON`, so that the same sources
    /// have the same name. Throws only what Foundation's encoder does, which for texts is nothing.
    package init(of sources: MessageSources) throws {
        self.init(octets: Array(SHA256.hash(data: try SortedJSON.octets(of: sources))))
    }
}
