import UsherIntake

/// A report on a list as one JSON object, with the counts of marketing among its own keys.
struct WithMarketing<Report: Encodable>: Encodable {
    let report: Report
    let marketing: MarketingCount

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        try marketing.encode(to: encoder)
    }
}
