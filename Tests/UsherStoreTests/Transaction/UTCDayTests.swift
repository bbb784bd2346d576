import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherStore

@Suite("UTC days")
struct UTCDayTests {
    @Test("Days agree with Foundation's calendar")
    func calendar() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "UTC"))
        var random = SeededGenerator(seed: 7)
        var moments: [Int64] = [0, -1, 86_399_999, 86_400_000, 951_782_400_000, 951_868_799_999, 4_107_542_400_000]
        for _ in 0..<2000 { moments.append(Int64.random(in: 0...7_258_118_400_000, using: &random)) }
        for moment in moments {
            let date = Date(timeIntervalSince1970: Double(moment) / 1000)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let expected = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
            let day = UTCDay.number(Timestamp(milliseconds: moment))
            #expect(UTCDay.text(day: day) == expected, "\(moment)")
        }
    }
}
