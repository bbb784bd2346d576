import UsherCore

extension Field {
    /// A duration in milliseconds: `15 minutes`, `20 hours`, `14 days` (of 24 hours).
    func duration(atLeast least: Int64 = 0) -> Int64? {
        guard let wait = wait() else { return nil }
        guard wait.elapsed >= least else {
            return refuse("\(title) must be at least \(Wait(days: 0, milliseconds: least))")
        }
        return wait.elapsed
    }

    /// How long something is kept: `90 days`, `2 years`. In milliseconds.
    func age(atLeast least: Int64, atMost most: Int64 = .max) -> Int64? {
        guard let age = parsed(KeepSettings.age(parsing:)) else { return nil }
        guard age >= least else {
            return refuse("\(title) must be at least \(Wait(days: Int(least / 86_400_000)))")
        }
        guard age <= most else {
            return refuse(
                "\(title) can be at most \(Wait(days: Int(most / 86_400_000))): longer they are not kept anyway")
        }
        return age
    }

    /// How long a step waits: `0`, `2 hours`, `3 days`, `1 week`.
    func wait() -> Wait? { parsed(Wait.init(parsing:)) }

    /// `09:30`
    func timeOfDay() -> TimeOfDay? { parsed(TimeOfDay.init(parsing:)) }

    /// `weekdays 09:00-18:00`
    func window() -> SendWindow? { parsed(SendWindow.init(parsing:)) }

    private func parsed<T>(_ parse: (String) throws(Misreading) -> T) -> T? {
        guard let line = line() else { return nil }
        do throws(Misreading) {
            return try parse(line)
        } catch {
            return refuse(error.reason)
        }
    }
}
