/// How long somebody stood at a stage, in steps of about six percent: what medians are found from without keeping
/// every stay sorted.
///
/// | Milliseconds | Bucket | Stands for |
/// | --- | --- | --- |
/// | 0 to 31 | as many | itself |
/// | 32, 33 | 32 | 33 |
/// | 86,400,000 (a day) | 372 | 85,983,232 |
///
/// From 32 on each doubling has 16 buckets, so the middle of a bucket is at most 3.2 percent from what it stands for.
enum StayBucket {
    static func of(milliseconds: Int64) -> Int {
        let value = max(0, milliseconds)
        guard value >= 32 else { return Int(value) }
        let shift = 59 - value.leadingZeroBitCount
        return shift * 16 + Int(value >> shift)
    }

    /// The middle of a bucket.
    static func milliseconds(of bucket: Int) -> Int64 {
        guard bucket >= 32 else { return Int64(max(0, bucket)) }
        let shift = bucket / 16 - 1
        return (Int64(bucket % 16 + 16) << shift) + (Int64(1) << (shift - 1))
    }

    /// The middle one of all stays; of two middle ones the shorter.
    static func median(_ counts: [Int: Int]) -> Int64? {
        let total = counts.values.reduce(0, +)
        var seen = 0
        for (bucket, count) in counts.sorted(by: { $0.key < $1.key }) {
            seen += count
            if seen * 2 >= total, count > 0 { return milliseconds(of: bucket) }
        }
        return nil
    }
}
