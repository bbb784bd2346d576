import HTTPTypes
import UsherCore

/// `/data/TOKEN`: shows a person everything that is held about them, and gives it as JSON to `Accept: application/json` or `?format=json`.
package struct DataRoutes: WebRoutes {
    private let desk: any DataShowing

    package init(desk: any DataShowing) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(
            .get("/data/{token}") { [desk] request in
                switch try await desk.data(for: request.variable) {
                case nil: throw Refusal.unknownLink
                case .expired?: throw Refusal.expired
                case .data(let values, let language, let json)?:
                    let accept = request.headers[.accept] ?? ""
                    if request.query["format"] == "json" || accept.hasPrefix("application/json") {
                        return .json(Array(json.utf8))
                    }
                    return .page(Page(.data, language: language, values: values))
                }
            })
    }
}
