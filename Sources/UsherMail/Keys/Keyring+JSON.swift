import Foundation
import UsherCore

/// The file of keys as JSON,
/// `{"version":1,"databases":{"usher.sqlite":"ID"},"keys":[{"id":1,"created":1795312800000,"secret":"BASE64"}]}`,
/// newest first, created in milliseconds since 1970; a key that a restore made has
/// `"after":{"ID":{"contacts":3, "deliveries":7,"enrollments":4}}` besides.
extension Keyring {
    fileprivate init(_ text: KeyringText) throws(KeyringFault) {
        guard text.version == KeyringText.current else { throw .newer(version: text.version) }
        var keys: [SigningKey] = []
        for entry in text.keys {
            guard let id = UInt16(exactly: entry.id), let secret = Data(base64Encoded: entry.secret),
                let key = SigningKey(id: id, createdAt: entry.created, secret: Array(secret), after: entry.after ?? [:])
            else { throw .badKey(entry.id) }
            keys.append(key)
        }
        try self.init(keys: keys)
    }

    /// The text that `KeyFile.Content` reads, secrets included, with the databases that were made with them where that
    /// is known.
    package func json(databases: [String: String]? = nil) -> String {
        let lines = keys.map { key in
            let secret = Data(key.secret).base64EncodedString()
            let after = key.after.sorted { $0.key < $1.key }.map { database, last in
                #""\#(database)": {"contacts": \#(last.contacts), "deliveries": \#(last.deliveries), "#
                    + #""enrollments": \#(last.enrollments)}"#
            }
            let tail = after.isEmpty ? "" : ",\n     \"after\": {\(after.joined(separator: ", "))}"
            return #"    {"id": \#(key.id), "created": \#(key.createdAt.milliseconds), "secret": "\#(secret)"\#(tail)}"#
        }
        let made = databases.map { names in
            let pairs = names.sorted { $0.key < $1.key }.map { #""\#($0.key)": "\#($0.value)""# }
            return "  \"databases\": {\(pairs.joined(separator: ", "))},\n"
        }
        return "{\n  \"version\": \(KeyringText.current),\n\(made ?? "")"
            + "  \"keys\": [\n\(lines.joined(separator: ",\n"))\n  ]\n}\n"
    }
}

extension KeyFile.Content {
    package init(json: String) throws(KeyringFault) {
        let text = try KeyringText(json)
        self.init(keyring: try Keyring(text), databases: text.databases)
    }
}

/// The layout of the file's JSON.
private struct KeyringText: Decodable {
    static let current = 1

    let version: Int
    let databases: [String: String]?
    let keys: [Entry]

    struct Entry: Decodable {
        let id: Int
        let created: Timestamp
        let secret: String
        let after: [String: LastNumbers]?
    }

    init(_ json: String) throws(KeyringFault) {
        do { self = try JSONDecoder().decode(Self.self, from: Data(json.utf8)) } catch { throw .notJSON }
    }
}
