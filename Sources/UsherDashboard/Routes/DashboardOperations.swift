import UsherCore
import UsherReports

/// What the dashboard asks about the daemon's work, in the words of the commands.
package struct DashboardOperations: Sendable {
    /// What `usher status` says, of the daemon that shows it.
    let status: @Sendable () throws -> HomeStatus
    /// Deliveries with the number of whom they are for.
    let deliveries: @Sendable (DeliveryFilter) throws -> [(line: DeliveryLine, person: ContactID?)]
    /// Why sending one again does nothing or would be in vain; nil for one that would go.
    let whyInVain: @Sendable (Int64) throws -> String?
    /// What came back, the newest first.
    let returned: @Sendable (ReturnedFilter) throws -> [ReturnedLine]
    /// The relays that there are.
    let relays: @Sendable () throws -> [RelayState]
    /// What there is to say of recipients' domains.
    let domains: @Sendable () throws -> [DomainState]
    /// By name; those whose e-mails may have failed.
    let campaigns: @Sendable () -> [String]
    /// Blocks as long as it takes, or until it says that there is more.
    let failures: @Sendable (FailuresForm) throws -> FailuresSaid
    /// What can be paused by its name, beside everything.
    let pausable: @Sendable () -> [String]
    /// One answer for each, in the words of the commands.
    let carryOut: @Sendable (OperatingAct) throws -> [DashboardActs.Said]

    package init(
        status: @escaping @Sendable () throws -> HomeStatus,
        deliveries: @escaping @Sendable (DeliveryFilter) throws -> [(line: DeliveryLine, person: ContactID?)],
        whyInVain: @escaping @Sendable (Int64) throws -> String?,
        returned: @escaping @Sendable (ReturnedFilter) throws -> [ReturnedLine],
        relays: @escaping @Sendable () throws -> [RelayState],
        domains: @escaping @Sendable () throws -> [DomainState], campaigns: @escaping @Sendable () -> [String],
        failures: @escaping @Sendable (FailuresForm) throws -> FailuresSaid,
        pausable: @escaping @Sendable () -> [String],
        carryOut: @escaping @Sendable (OperatingAct) throws -> [DashboardActs.Said]
    ) {
        self.status = status
        self.deliveries = deliveries
        self.whyInVain = whyInVain
        self.returned = returned
        self.relays = relays
        self.domains = domains
        self.campaigns = campaigns
        self.failures = failures
        self.pausable = pausable
        self.carryOut = carryOut
    }
}
