import UsherCore

/// `/l/TOKEN`, `/c/CAMPAIGN` and `/r/CODE`: redirects to the shop's own addresses, counted without a cookie.
package struct LinkRoutes: WebRoutes {
    private let desk: any LinkAnswering

    package init(desk: any LinkAnswering) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(
            .get("/l/{token}") { [desk] request in
                try Self.answer(await desk.message(token: request.variable, isPeek: request.isPeek))
            })
        table.add(
            .get("/c/{campaign}") { [desk] request in
                try Self.answer(await desk.campaign(named: request.variable, isPeek: request.isPeek))
            })
        table.add(
            .get("/r/{code}") { [desk] request in
                try Self.answer(await desk.promoter(code: request.variable, isPeek: request.isPeek))
            })
    }

    private static func answer(_ address: String?) throws(Refusal) -> Answer {
        guard let address else { throw .unknownLink }
        return .redirect(to: address)
    }
}
