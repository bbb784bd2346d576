import Testing

@testable import UsherCore

@Suite("Room on the disk")
struct DiskRoomTests {
    private static let megabyte: Int64 = 1 << 20

    /// In MiB: of the disk, free, the log; what is needed, the reserve, the log's limit; and whether it is enough.
    @Test(
        "What a disk allows",
        arguments: [
            ((20, 17, 1), (2.5, 1.25, 4.5), true), ((20, 2, 14), (2.5, 1.25, 4), false),
            ((4, 3, 0), (1, 0.5, 1), true), ((4, 0, 0), (1, 0.5, 1), false), ((128, 16, 0), (16, 8, 4), true),
            ((128, 15, 1), (16, 8, 4), false), ((500_000, 250_000, 64), (16, 8, 64), true),
            ((500_000, 17, 400), (16, 8, 64), true), ((500_000, 255, 0), (16, 8, 63.75), true),
        ] as [((Int64, Int64, Int64), (Double, Double, Double), Bool)])
    func table(disk: (Int64, Int64, Int64), limits: (Double, Double, Double), isEnough: Bool) {
        let room = DiskRoom(
            total: disk.0 * Self.megabyte, free: disk.1 * Self.megabyte, log: disk.2 * Self.megabyte)
        func megabytes(_ octets: Int64) -> Double { Double(octets) / Double(Self.megabyte) }
        #expect(megabytes(room.needed) == limits.0)
        #expect(megabytes(room.reserve) == limits.1)
        #expect(megabytes(room.logLimit) == limits.2)
        #expect(room.isEnough == isEnough && (room.shortage == nil) == isEnough)
        #expect((room.refusal == nil) == (room.free >= room.reserve))
    }

    @Test("A log within its limit finds room in the database, on every disk with room")
    func moves() {
        for total in stride(from: Int64(2), to: 200, by: 3) {
            for free in stride(from: Int64(1), to: total, by: 2) {
                for log in 0..<(total - free) {
                    let room = DiskRoom(
                        total: total * Self.megabyte, free: free * Self.megabyte, log: log * Self.megabyte)
                    guard room.isEnough, room.log <= room.logLimit else { continue }
                    #expect(room.free >= room.log, "\(room)")
                }
            }
        }
    }

    @Test("The shortage is said in octets that people read")
    func words() {
        let room = DiskRoom(total: 20 << 20, free: 1_300_000, log: 0)
        #expect(room.shortage?.hasPrefix("its disk has 1.2 MiB left, and sending needs 2.5 MiB") == true)
    }
}
