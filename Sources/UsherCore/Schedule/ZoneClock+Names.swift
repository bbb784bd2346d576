import Foundation
import Synchronization

extension ZoneClock {
    /// Tables that were asked for once; at most one for each name that the zone database has.
    private static let known = Mutex<[String: ZoneClock]>([:])

    /// The clock of an IANA name (`Europe/Berlin`, `UTC`); nil for anything else, such as `PST`, `GMT+3` or
    /// `europe/berlin`. The second call for a name is a look-up.
    package static func named(_ name: String) -> ZoneClock? {
        known.withLock { known in
            if let clock = known[name] { return clock }
            guard let clock = read(name) else { return nil }
            known[name] = clock
            return clock
        }
    }

    /// The contact's clock; the shop's where the contact has none or one that the zone database does not know.
    package static func of(_ contact: Contact, settings: Settings) -> ZoneClock {
        contact.zone.flatMap(named) ?? named(settings.shop.zone) ?? .utc
    }

    private static func read(_ name: String) -> ZoneClock? {
        if name == "UTC" { return .utc }
        let isName = name.utf8.count <= 64 && (name.utf8.contains(UInt8(ascii: "/")) || shortNames.contains(name))
        guard isName, let zone = TimeZone(identifier: name), zone.identifier == name else { return nil }
        return ZoneClock(name: name, zone: zone)
    }

    /// Names without a slash. The others that Foundation takes are abbreviations, and `CST` is three zones.
    private static let shortNames: Set<String> = [
        "GMT", "CET", "EET", "MET", "WET", "Cuba", "Egypt", "Eire", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica",
        "Japan", "Kwajalein", "Libya", "Navajo", "Poland", "Portugal", "Singapore", "Turkey",
    ]

    /// Every zone that has this city: `Auckland` is `Pacific/Auckland`.
    package static func names(ofCity city: String) -> [String] {
        let ending = "/" + city.replacing(" ", with: "_")
        return TimeZone.knownTimeZoneIdentifiers.filter { $0.hasSuffix(ending) && named($0) != nil }.sorted()
    }

    /// `"; did you mean 'Europe/Berlin'?"` for a name that is nearly one, is spelled in another case, or is only its
    /// city; else an empty string.
    package static func suggestion(for name: String) -> String {
        let names = TimeZone.knownTimeZoneIdentifiers + ["UTC"]
        let wanted = name.lowercased().replacing(" ", with: "_")
        let direct = names.first { candidate in
            let lower = candidate.lowercased()
            return lower == wanted || lower.hasSuffix("/\(wanted)")
        }
        if let direct { return "; did you mean '\(direct)'?" }
        return Suggestion.phrase(for: name, in: names)
    }
}
