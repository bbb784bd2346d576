import HTTPTypes

/// What stands above every answer of the dashboard, beside what all of Usher's answers have (no-store, no-referrer,
/// nosniff, noindex).
package enum DashboardHeaders {
    /// Nothing but our own style and icon, by their paths; no script at all, nothing within a page, and nobody's frame.
    static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    package static let all: HTTPFields = {
        var fields = HTTPFields()
        fields[.contentSecurityPolicy] = policy
        for (name, value) in [
            ("X-Frame-Options", "DENY"), ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }()
}
