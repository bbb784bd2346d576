/// The private listener: for the machine's own supervision, never for the internet.
///
/// | | |
/// | --- | --- |
/// | `/healthz` | 200 while the process answers |
/// | `/readyz` | 200 when it sends and serves; 503 with the reason, one a line |
/// | `/metrics` | Prometheus text |
package struct HealthRoutes: WebRoutes {
    private let desk: any HealthReporting

    package init(desk: any HealthReporting) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(.get("/healthz", rate: .nothing, voice: .text) { _ in .text("ok") })
        table.add(
            .get("/readyz", rate: .nothing, voice: .text) { [desk] _ in
                let reasons = await desk.reasonsNotReady()
                return reasons.isEmpty ? .text("ready") : .text(reasons.joined(separator: "\n"), status: 503)
            })
        table.add(
            .get("/metrics", rate: .nothing, voice: .text) { [desk] _ in
                let text = PrometheusText.write(try await desk.metrics())
                return .octets(Array(text.utf8), type: "text/plain; version=0.0.4; charset=utf-8")
            })
    }
}

/// What the health routes ask of the rest of Usher.
package protocol HealthReporting: Sendable {
    /// Empty when all is well. Never waits for the database or the worker.
    func reasonsNotReady() async -> [String]
    /// Reads the database.
    func metrics() async throws -> [Metric]
}
