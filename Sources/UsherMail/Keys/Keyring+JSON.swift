import Foundation
import UsherCore

/// `{"version":1,"keys":[{"id":1,"created":1795312800000,"secret":"BASE64"}]}`, newest first, created in milliseconds since 1970.
extension Keyring {
    package init(json: String) throws(KeyringFault) {
        let file: File
        do { file = try JSONDecoder().decode(File.self, from: Data(json.utf8)) } catch { throw .notJSON }
        guard file.version == File.current else { throw .newer(version: file.version) }
        var keys: [SigningKey] = []
        for entry in file.keys {
            guard let id = UInt16(exactly: entry.id), let secret = Data(base64Encoded: entry.secret),
                let key = SigningKey(id: id, createdAt: entry.created, secret: Array(secret))
            else { throw .badKey(entry.id) }
            keys.append(key)
        }
        try self.init(keys: keys)
    }

    /// The text that `init(json:)` reads, secrets included.
    package func json() -> String {
        let lines = keys.map { key in
            let secret = Data(key.secret).base64EncodedString()
            return #"    {"id": \#(key.id), "created": \#(key.createdAt.milliseconds), "secret": "\#(secret)"}"#
        }
        return "{\n  \"version\": \(File.current),\n  \"keys\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
    }

    private struct File: Decodable {
        static let current = 1

        let version: Int
        let keys: [Entry]

        struct Entry: Decodable {
            let id: Int
            let created: Timestamp
            let secret: String
        }
    }
}
