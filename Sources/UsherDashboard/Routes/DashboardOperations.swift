import UsherCore
import UsherReports

/// The questions that the dashboard asks about the daemon's work, in the words of the commands.
package struct DashboardOperations: Sendable {
    /// The status that `usher status` shows, of the daemon that answers here.
    let status: @Sendable () throws -> HomeStatus
    /// The deliveries that a filter names, with the number of the person whom each is for.
    let deliveries: @Sendable (DeliveryFilter) throws -> [(line: DeliveryLine, person: ContactID?)]
    /// Why sending a delivery again does nothing or would be in vain; nil for one that would go.
    let whyInVain: @Sendable (Int64) throws -> String?
    /// The mails that came back, the newest first.
    let returned: @Sendable (ReturnedFilter) throws -> [ReturnedLine]
    /// The relays that there are.
    let relays: @Sendable () throws -> [RelayState]
    /// The states of recipients' domains.
    let domains: @Sendable () throws -> [DomainState]
    /// The names of the campaigns whose e-mails may have failed, in order.
    let campaigns: @Sendable () -> [String]
    /// Has all sent again that failed, or says what that would do. Blocks as long as it takes, or until it says that
    /// there is more.
    let failures: @Sendable (FailuresForm) throws -> FailuresSaid
    /// The names of what can be paused, beside everything.
    let pausable: @Sendable () -> [String]
    /// Carries out an act, with one answer for each thing that it is about, in the words of the commands.
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
