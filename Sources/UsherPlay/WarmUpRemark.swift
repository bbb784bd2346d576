import UsherCore
import UsherHome

/// Says what the warm-up of the relay may do to calendars that know nothing of it.
///
/// How many messages may go in a day is known, and how many of them others get is not: the people played are alone. So
/// nothing is moved, and it is said which e-mails may go later.
package enum WarmUpRemark {
    /// The remark in one line; nil where there is no warm-up, or nothing that it could hold back: it never holds back
    /// transactional mail, and is over so many days after the first message at the latest.
    package static func line(_ calendars: [Simulation.Outcome], files: HomeFiles) -> String? {
        guard let warmUp = files.settings.smtp?.warmUp else { return nil }
        let sent = calendars.flatMap(\.stories).flatMap(\.lines).compactMap { line -> SimulatedMessage? in
            guard case .message(let message) = line, message.state == .sent else { return nil }
            return message
        }
        guard let first = sent.map(\.at).min() else { return nil }
        let clock = files.settings.clock
        let over = clock.wall(at: first).day.adding(days: days(of: warmUp))
        let ends = clock.moment(of: WallTime(day: over, millisecondOfDay: 0))
        let held = sent.filter { $0.at < ends && isMarketing($0.name, files) }.count
        guard held > 0 else { return nil }
        let firstDay = "\(warmUp.firstDay) on the first"
        let mails = Wording.count(held, "e-mail", "e-mails")
        return "warm-up: before \(over.date) smtp.warm_up lets only so many messages go in a day, \(firstDay). "
            + "\(mails) of marketing above may go later than it says there: "
            + "how many others get is not known here, and usher status says what waits."
    }

    /// How many days the warm-up lasts.
    static func days(of warmUp: WarmUp) -> Int {
        var day = 1
        while warmUp.most(onDay: day) != nil { day += 1 }
        return day - 1
    }

    private static func isMarketing(_ name: MessageName, _ files: HomeFiles) -> Bool {
        let steps = name.campaign.flatMap(files.campaign)?.steps ?? []
        return steps.contains { $0.name == name.name && $0.kind == .marketing }
    }
}
