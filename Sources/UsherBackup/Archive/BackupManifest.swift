import Foundation
import UsherCore

/// A backup's first file: what it says of itself, for people and for the one who restores it.
package struct BackupManifest: Hashable, Sendable, Codable {
    /// The version of the form that backups have now. Another one is not read.
    package static let current = 1

    package struct Database: Hashable, Sendable, Codable {
        package var id: String
        package var name: String
        /// The version of the database's schema.
        package var schema: Int64
    }

    package var backup = current
    package var databases: [Database]
    /// The home's folder when the backup was made.
    package var home: String
    /// The moment at which the backup was made, as ISO 8601 in UTC.
    package var made: String
    /// The version of Usher that made the backup.
    package var usher: String

    /// Reads a manifest; nil for anything else.
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

    /// The moment at which the backup was made, as people read it.
    package func made(clock: ZoneClock) -> String {
        (try? Timestamp(parsing: made, clock: .utc)).map { Wording.time($0, clock: clock) } ?? made
    }

    package var octets: [UInt8] {
        get throws { try SortedJSON.octets(of: self, indented: true) + [0x0A] }
    }
}
