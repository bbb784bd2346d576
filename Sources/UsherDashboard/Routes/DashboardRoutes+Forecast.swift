import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// `forecast?email=welcome.last-note&percent=20`: what will come, and what if.
    func forecast(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await forecast(visit)
    }

    private func forecast(_ visit: Visit) async throws -> Answer {
        let query = ForecastQuery(visit.request.query)
        var (forecast, trouble) = (Forecast?.none, String?.none)
        do {
            forecast = try await counter.forecast(try query.condition)
        } catch let error as Misreading {
            trouble = error.reason
        } catch let error as UnknownName {
            trouble = "\(error)"
        }
        let found: Forecast
        if let forecast { found = forecast } else { found = try await counter.forecast(nil) }
        let page = ForecastPage(
            forecast: found, query: query, emails: house.counts.emails(), trouble: trouble, language: visit.language)
        return self.page(.forecast, visit, at: .forecast, page.values)
    }
}
