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

    /// How the zone is called whose name somebody wrote in whatever case, and with blanks for `_`; nil where there is
    /// none.
    package static func called(_ text: String) -> String? {
        if named(text) != nil { return text }
        guard text.utf8.count <= longestName else { return nil }
        let lower = text.lowercased().replacing(" ", with: "_")
        if let name = places[lower], name.lowercased() == lower, named(name) != nil { return name }
        return spellings(of: lower).first { named($0) != nil }
    }

    /// How a name of few parts may be written that is in no list of cities: `us/eastern` is `US/Eastern`.
    private static func spellings(of lower: String) -> [String] {
        let parts = lower.split(separator: "/")
        guard parts.count <= 3 else { return [] }
        return parts.reduce(into: [""]) { names, part in
            names = names.flatMap { name in
                [part.capitalized, part.uppercased()].map { name.isEmpty ? $0 : "\(name)/\($0)" }
            }
        }
    }

    private static func read(_ name: String) -> ZoneClock? {
        if name == "UTC" { return .utc }
        let isName =
            name.utf8.count <= longestName && (name.utf8.contains(UInt8(ascii: "/")) || shortNames.contains(name))
        guard isName, let zone = TimeZone(identifier: name), zone.identifier == name else { return nil }
        return ZoneClock(name: name, zone: zone)
    }

    /// Names without a slash. The others that Foundation takes are abbreviations, and `CST` is three zones.
    private static let shortNames: Set<String> = [
        "GMT", "CET", "EET", "MET", "WET", "Cuba", "Egypt", "Eire", "Hongkong", "Iceland", "Iran", "Israel", "Jamaica",
        "Japan", "Kwajalein", "Libya", "Navajo", "Poland", "Portugal", "Singapore", "Turkey",
    ]

    /// The names of the zones that have this city: `Auckland` gives `Pacific/Auckland`.
    package static func names(ofCity city: String) -> [String] {
        guard city.utf8.count <= longestName else { return [] }
        let ending = "/" + city.replacing(" ", with: "_")
        return TimeZone.knownTimeZoneIdentifiers.filter { $0.hasSuffix(ending) && named($0) != nil }.sorted()
    }

    /// `"; did you mean 'Europe/Berlin'?"` for a name that is nearly one, is spelled in another case, or is only its
    /// city; else an empty string.
    package static func suggestion(for name: String) -> String {
        guard name.utf8.count <= longestName else { return "" }
        if let direct = places[name.lowercased().replacing(" ", with: "_")] { return "; did you mean '\(direct)'?" }
        return allNames.phrase(for: name)
    }

    /// The longest name that is looked for, in octets.
    private static let longestName = 64
    private static let allNames = Suggestion.Names(TimeZone.knownTimeZoneIdentifiers + ["UTC"])

    /// The names by themselves and by what comes after each `/`, in lower case; the first of two has it.
    private static let places: [String: String] = {
        var places: [String: String] = [:]
        for name in TimeZone.knownTimeZoneIdentifiers + ["UTC"] {
            let parts = name.lowercased().split(separator: "/")
            for index in parts.indices {
                let place = parts[index...].joined(separator: "/")
                if places[place] == nil { places[place] = name }
            }
        }
        return places
    }()
}
