import UsherCore
import UsherReports

/// What the dashboard asks about the daemon's work, in the words of the commands.
package struct DashboardOperations: Sendable {
    /// What `usher status` says, of the daemon that shows it.
    let status: @Sendable () throws -> HomeStatus
    /// Deliveries with the number of whom they are for.
    let deliveries: @Sendable (DeliveryFilter) throws -> [(line: DeliveryLine, person: ContactID?)]
    /// What came back, so many, the newest first.
    let returned: @Sendable (Int) throws -> [ReturnedLine]

    package init(
        status: @escaping @Sendable () throws -> HomeStatus,
        deliveries: @escaping @Sendable (DeliveryFilter) throws -> [(line: DeliveryLine, person: ContactID?)],
        returned: @escaping @Sendable (Int) throws -> [ReturnedLine]
    ) {
        self.status = status
        self.deliveries = deliveries
        self.returned = returned
    }
}
