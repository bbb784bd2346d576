import UsherCore

/// The languages of the dashboard.
package enum DashboardLanguage: String, CaseIterable, Sendable {
    case english = "en"
    case german = "de"

    /// The language that the browser would rather have; English where it wants neither.
    package init(accepting field: String?) {
        let available = Self.allCases.map(\.rawValue)
        let wanted = (field.map(Language.accepted) ?? []).lazy.compactMap { Language.match($0, among: available) }.first
        self = wanted.flatMap(Self.init) ?? .english
    }
}
