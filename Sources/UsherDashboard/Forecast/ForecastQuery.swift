import UsherCore

/// What a forecast's page is asked: nothing, or what if an e-mail moved so many percent more. Pure.
///
/// | Query | |
/// | --- | --- |
/// | nothing, `email=` | what will come |
/// | `email=welcome.last-note&percent=20` | what if it moved 20 % more |
/// | `percent=-20` | 20 % fewer |
/// | an e-mail of another form, `percent=x`, none, 1000 | the words of the command |
struct ForecastQuery {
    /// The e-mail, as the form had it.
    let email: String
    let percent: String

    init(_ query: [String: String]) {
        email = String((query["email"] ?? "").prefix(200))
        percent = String((query["percent"] ?? "").prefix(10))
    }

    var condition: ForecastCondition? {
        get throws(Misreading) {
            guard !email.isEmpty else { return nil }
            let sign = percent.hasPrefix("-") || percent.hasPrefix("+") ? "" : "+"
            return try ForecastCondition(parsing: "\(email)=\(sign)\(percent)%")
        }
    }
}
