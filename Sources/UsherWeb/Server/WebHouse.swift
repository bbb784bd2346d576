import UsherCore
import UsherMail
import UsherSupport

/// What every subject of the public address works with beside the store. The files and the calendar are asked anew for
/// each request.
package struct WebHouse: Sendable {
    /// Reads the tokens of links.
    let seal: TokenSeal
    /// Of the files in force.
    let plan: @Sendable () -> Plan
    /// The calendar's.
    let now: @Sendable () -> Timestamp
    /// What the subjects' actors live on.
    let lanes: Lanes

    package init(
        seal: TokenSeal, plan: @escaping @Sendable () -> Plan, now: @escaping @Sendable () -> Timestamp,
        lanes: Lanes = .queues
    ) {
        self.seal = seal
        self.plan = plan
        self.now = now
        self.lanes = lanes
    }
}
