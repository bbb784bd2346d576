/// The number of one row in the store, typed by what the row is, so that a contact's number cannot be taken for a
/// delivery's.
package struct RowID<Entity>: Hashable, Comparable, Sendable, Codable {
    package let value: Int64

    package init(_ value: Int64) { self.value = value }

    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(Int64.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }
}

extension RowID: CustomStringConvertible {
    package var description: String { String(value) }
}

package typealias ContactID = RowID<Contact>
package typealias CampaignID = RowID<Campaign>
package typealias StepID = RowID<Step>
package typealias EnrollmentID = RowID<Enrollment>
package typealias DeliveryID = RowID<Delivery>
package typealias SuppressionID = RowID<Suppression>
package typealias EventID = RowID<Event>

/// One message to be sent; the word behind `DeliveryID`.
package enum Delivery {}
