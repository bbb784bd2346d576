/// The highest numbers that a database had given at some moment; 0 where it had given none.
package struct LastNumbers: Hashable, Sendable, Codable {
    package let contacts: Int64
    package let deliveries: Int64
    package let enrollments: Int64

    package init(contacts: Int64, deliveries: Int64, enrollments: Int64) {
        self.contacts = contacts
        self.deliveries = deliveries
        self.enrollments = enrollments
    }

    /// The lower of each.
    package func lowest(_ other: LastNumbers) -> LastNumbers {
        LastNumbers(
            contacts: min(contacts, other.contacts), deliveries: min(deliveries, other.deliveries),
            enrollments: min(enrollments, other.enrollments))
    }
}
