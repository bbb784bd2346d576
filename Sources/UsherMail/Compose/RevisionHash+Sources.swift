import Crypto
import Foundation
import UsherCore

/// The name of a revision and what the store keeps under it: SHA-256 over `json`, which is the sources as JSON with
/// sorted keys. The same sources give the same text; `messageSources(json:)` reads it back. Throws only what
/// Foundation's encoder does, which for texts is nothing.
package func revisionHash(of sources: MessageSources) throws -> (RevisionHash, json: String) {
    let json = try SortedJSON.octets(of: sources)
    return (RevisionHash(octets: Array(SHA256.hash(data: json))), String(decoding: json, as: UTF8.self))
}

/// The sources that `revisionHash(of:)` wrote.
package func messageSources(json: String) throws -> MessageSources {
    try JSONDecoder().decode(MessageSources.self, from: Data(json.utf8))
}
