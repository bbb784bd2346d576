import Testing

@testable import UsherCore

@Suite("Soft bounces")
struct SoftBouncesTests {
    /// Days since a beginning, with hours behind the point.
    private static func at(_ days: Double) -> Timestamp {
        Timestamp(milliseconds: 1_795_046_400_000 + Int64(days * 86_400_000))
    }

    @Test(
        "Five days in thirty without a delivery between, or the probe",
        arguments: [
            ([0, 1, 2, 3], nil, nil, false),
            ([0, 1, 2, 3, 4], nil, nil, true),
            ([0, 0.1, 0.2, 0.3, 0.4], nil, nil, false),
            ([0, 1, 2, 3, 4], 2.5, nil, false),
            ([0, 1, 2, 3, 4, 5, 6, 7], 2.5, nil, true),
            ([0, 1, 2, 3, 31], nil, nil, false),
            ([5, 6, 7, 8, 34], nil, nil, true),
            ([40], nil, 34, true),
            ([40], 36, 34, false),
            ([40], 30, 34, true),
            ([30], nil, 34, false),
            ([], nil, 34, false),
        ] as [([Double], Double?, Double?, Bool)])
    func table(failures: [Double], delivered: Double?, paused: Double?, expected: Bool) {
        #expect(
            SoftBounces.pauses(
                failures: failures.map(Self.at), delivered: delivered.map(Self.at), pausedUntil: paused.map(Self.at))
                == expected)
    }
}
