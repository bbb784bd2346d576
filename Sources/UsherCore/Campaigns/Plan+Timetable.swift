extension Plan {
    /// Everything that due times are computed from, as text: two plans with the same timetable give every step of every
    /// person the same due time. The same files give the same text in every process.
    package var timetable: String {
        let window = settings.window.map { "\($0.weekdays.sorted()) \($0.from) \($0.to)" } ?? "any"
        var lines = ["zone \(settings.shop.zone), cap \(settings.capMilliseconds), window \(window)"]
        for (id, campaign) in campaigns.sorted(by: { $0.key < $1.key }) {
            for (index, step) in campaign.steps.enumerated() {
                let number = stepID(id, index).map { "\($0.value)" } ?? step.name
                lines.append(
                    "\(id.value)/\(number): \(step.wait.days) \(step.wait.milliseconds) "
                        + "\(step.at.map { "\($0)" } ?? "-") \(step.kind.rawValue) \(step.anyTime)")
            }
        }
        return lines.joined(separator: "\n")
    }
}
