import UsherCore

/// Says how long a certificate is still valid.
enum CertificateJudge {
    static let fewDays: Int64 = 21
    private static let day: Int64 = 86_400_000

    /// | It ends | |
    /// | --- | --- |
    /// | in 21 days or later | ok |
    /// | sooner | advice |
    /// | before now | wrong |
    /// | is not known | unknown |
    static func judge(_ about: String, ends: Timestamp?, now: Timestamp) -> Finding {
        guard let ends else {
            return Finding(.unknown, about, "libcurl does not tell until when it is good", wanted: "a date")
        }
        let date = String(ends.iso8601.prefix(10))
        guard ends > now else {
            return Finding(.wrong, about, "it was good until \(date)", wanted: "one that is good", remedy: Self.remedy)
        }
        let days = ends.since(now) / day
        let found = "good until \(date), \(Wording.count(Int(days), "day"))"
        guard days >= fewDays else {
            return Finding(
                .advice, about, found, wanted: "a new one in time: most are renewed a month before their end",
                remedy: Self.remedy, lasting: date)
        }
        return Finding(.ok, about, found, lasting: date)
    }

    private static let remedy = "certbot renew --dry-run, or whatever renews it: see whether that still runs"
}
