import UsherCore
import UsherReports
import UsherWeb

extension DashboardRoutes {
    /// Answers `forecast?email=welcome.last-note&percent=20`: what will come, and what if.
    func forecast(_ request: WebRequest) async throws -> Answer {
        guard let visit = try visit(request) else { return door(request) }
        return try await forecast(visit)
    }

    private func forecast(_ visit: Visit) async throws -> Answer {
        let query = ForecastQuery(visit.request.query)
        let trouble: String
        do {
            return try await forecast(try query.condition, query, nil, visit)
        } catch let error as Misreading {
            trouble = error.reason
        } catch let error as UnknownName {
            trouble = "\(error)"
        }
        return try await forecast(nil, query, trouble, visit)
    }

    private func forecast(
        _ condition: ForecastCondition?, _ query: ForecastQuery, _ trouble: String?, _ visit: Visit
    ) async throws -> Answer {
        switch try await forecasts.answer(ForecastQuestion(condition: condition, edition: house.counts.edition())) {
        case .underWay: return underWay(visit, at: .forecast)
        case .known(let found, let isRenewed):
            let page = ForecastPage(
                forecast: found.value, query: query, emails: house.counts.emails(), trouble: trouble,
                language: visit.language)
            return self.page(
                .forecast, visit, at: .forecast,
                page.values.merging(visit.counted(found.at, isRenewed)) { first, _ in first })
        }
    }
}
