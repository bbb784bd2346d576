extension Wording {
    /// A span that is known roughly, in one unit, as people say it.
    ///
    /// | Span | Words |
    /// | --- | --- |
    /// | under a minute and a half | `about a minute` |
    /// | under an hour and a half, to the nearest | `about 20 minutes`, `about an hour` from 50 minutes on |
    /// | under 22 hours | `about 5 hours` |
    /// | under a day and a half | `about a day` |
    /// | under three weeks | `about 10 days` |
    /// | under eleven weeks | `about 4 weeks` |
    /// | more, in months of 30 days | `about 3 months` |
    package static func about(milliseconds: Int64) -> String {
        let minute: Int64 = 60_000
        let day = 1440 * minute
        func nearest(_ unit: Int64) -> Int64 { (milliseconds + unit / 2) / unit }
        return switch milliseconds {
        case ..<(minute * 3 / 2): "about a minute"
        case ..<(50 * minute): "about \(nearest(minute)) minutes"
        case ..<(90 * minute): "about an hour"
        case ..<(22 * 60 * minute): "about \(nearest(60 * minute)) hours"
        case ..<(day * 3 / 2): "about a day"
        case ..<(21 * day): "about \(nearest(day)) days"
        case ..<(77 * day): "about \(nearest(7 * day)) weeks"
        default: "about \(nearest(30 * day)) months"
        }
    }
}
