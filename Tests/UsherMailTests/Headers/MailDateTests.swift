import Foundation
import Testing
import TestSupport
import UsherCore

@testable import UsherMail

@Suite("Date header")
struct MailDateTests {
    @Test(
        "is RFC 5322 in UTC",
        arguments: [
            (0, "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_399, "Mon, 28 Feb 2000 23:59:59 +0000"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 +0000"), (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 +0000"),
            (1_795_341_600, "Sun, 22 Nov 2026 10:00:00 +0000"), (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 +0000"),
            (253_402_300_799, "Fri, 31 Dec 9999 23:59:59 +0000"), (253_402_300_800, "Fri, 31 Dec 9999 23:59:59 +0000"),
            (-1, "Thu, 01 Jan 1970 00:00:00 +0000"),
        ] as [(Int64, String)])
    func table(seconds: Int64, expected: String) {
        #expect(Self.date(Timestamp(seconds: seconds)) == expected)
        #expect(Self.date(Timestamp(milliseconds: .max)).hasSuffix("9999 23:59:59 +0000"))
        #expect(Self.date(Timestamp(milliseconds: .min)).hasPrefix("Thu, 01 Jan 1970"))
    }

    @Test("agrees with Foundation at 2,000 seeded moments of 1970 to 2199")
    func foundation() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "UTC")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let moment = Timestamp(milliseconds: .random(in: 0..<7_258_118_400_000, using: &random))
            let date = Date(timeIntervalSince1970: Double(moment.milliseconds / 1000))
            #expect(Self.date(moment) == formatter.string(from: date))
        }
    }

    private static func date(_ moment: Timestamp) -> String {
        var octets: [UInt8] = []
        MailDate.append(moment, to: &octets)
        return String(decoding: octets, as: UTF8.self)
    }
}
