import Testing
import UsherCore

@Suite("A moment as ISO 8601")
struct TimestampISO8601Tests {
    @Test(
        "is as the calendar has it",
        arguments: [
            (0, "1970-01-01T00:00:00.000Z"), (-1, "1969-12-31T23:59:59.999Z"),
            (951_782_399_000, "2000-02-28T23:59:59.000Z"), (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (951_868_800_000, "2000-03-01T00:00:00.000Z"), (4_107_542_400_000, "2100-03-01T00:00:00.000Z"),
            (-2_203_977_600_000, "1900-02-28T00:00:00.000Z"), (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ] as [(Int64, String)])
    func calendar(milliseconds: Int64, expected: String) {
        let time = Timestamp(milliseconds: milliseconds)
        #expect(String(decoding: time.iso8601Milliseconds, as: UTF8.self) == expected)
        #expect(time.iso8601 == expected.dropLast(5) + "Z")
    }
}
