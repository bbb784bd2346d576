/// A request that may go on: how much of its body is read, and what then answers it.
package struct RouteAdmission: Sendable {
    /// Octets.
    let bodyLimit: Int
    let handler: Route.Handler

    package init(bodyLimit: Int, _ handler: @escaping Route.Handler) {
        self.bodyLimit = bodyLimit
        self.handler = handler
    }
}
