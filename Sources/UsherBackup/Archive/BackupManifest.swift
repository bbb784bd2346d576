import Foundation
import UsherCore

/// What a backup says of itself, for people and for the one who restores it.
package struct BackupManifest: Hashable, Sendable, Codable {
    /// Of the backup's own form. Another one is not read.
    package static let current = 1

    package struct Database: Hashable, Sendable, Codable {
        package var id: String
        package var name: String
        /// The version of its tables.
        package var schema: Int64
    }

    package var backup = current
    package var databases: [Database]
    /// Where the home was.
    package var home: String
    /// ISO 8601, UTC.
    package var made: String
    /// The version of Usher that made it.
    package var usher: String

    /// Nil for anything else.
    package init?(_ octets: [UInt8]) {
        guard let read = try? JSONDecoder().decode(Self.self, from: Data(octets)) else { return nil }
        self = read
    }

    package init(databases: [Database], home: String, made: Timestamp, usher: String) {
        self.databases = databases
        self.home = home
        self.made = made.iso8601
        self.usher = usher
    }

    package var octets: [UInt8] {
        get throws { try SortedJSON.octets(of: self, indented: true) + [0x0A] }
    }
}
