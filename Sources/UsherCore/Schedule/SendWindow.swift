/// The time in which marketing may reach a person, on that person's clock.
package struct SendWindow: Hashable, Sendable {
    /// The weekdays: 1 is Monday, 7 is Sunday (ISO 8601).
    package let weekdays: Set<Int>
    package let from: TimeOfDay
    /// The end, which is not included. It is later than `from`: a window does not cross midnight.
    package let to: TimeOfDay

    package init?(weekdays: Set<Int>, from: TimeOfDay, to: TimeOfDay) {
        guard !weekdays.isEmpty, weekdays.isSubset(of: Set(1...7)), from < to else { return nil }
        self.weekdays = weekdays
        self.from = from
        self.to = to
    }
}
