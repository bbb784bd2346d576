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

package typealias ContactID = RowID<RowKind.Contact>
package typealias CampaignID = RowID<RowKind.Campaign>
package typealias StepID = RowID<RowKind.Step>
package typealias EnrollmentID = RowID<RowKind.Enrollment>
package typealias DeliveryID = RowID<RowKind.Delivery>
package typealias SuppressionID = RowID<RowKind.Suppression>
package typealias EventID = RowID<RowKind.Event>
package typealias ReturnedID = RowID<RowKind.Returned>

/// The kinds of rows that have a number. These are only names: no value has one of these types.
package enum RowKind {
    package enum Contact {}
    package enum Campaign {}
    package enum Step {}
    package enum Enrollment {}
    package enum Delivery {}
    package enum Suppression {}
    package enum Event {}
    package enum Returned {}
}
