import Foundation
import UsherCore

/// Twenty zones with everything that clocks do: changes at midnight, by half an hour, by two hours, in winter, twice
/// around Ramadan, abolished, and none at all.
enum TestZones {
    static let names = [
        "Africa/Cairo", "Africa/Casablanca", "America/Asuncion", "America/Havana", "America/Los_Angeles",
        "America/New_York",
        "America/Nuuk", "America/Santiago", "America/St_Johns", "Antarctica/Troll", "Asia/Amman", "Asia/Beirut",
        "Asia/Gaza",
        "Asia/Kolkata", "Asia/Tehran", "Atlantic/Azores", "Australia/Lord_Howe", "Europe/Dublin", "Europe/Berlin",
        "Pacific/Chatham",
    ]

    /// Foundation's own list of a zone's changes from 2020 to 2040.
    static func changes(_ zone: TimeZone) -> [Timestamp] {
        var moment = Date(timeIntervalSince1970: 1_577_836_800)
        var changes: [Timestamp] = []
        while let next = zone.nextDaylightSavingTimeTransition(after: moment),
            next.timeIntervalSince1970 < 2_240_524_800
        {
            changes.append(Timestamp(seconds: Int64(next.timeIntervalSince1970)))
            moment = next
        }
        return changes
    }

    /// What the wall shows, asked of Foundation.
    static func wall(_ moment: Timestamp, _ zone: TimeZone) -> WallTime {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1000)
        return WallTime(milliseconds: moment.milliseconds + Int64(zone.secondsFromGMT(for: date)) * 1000)
    }
}
