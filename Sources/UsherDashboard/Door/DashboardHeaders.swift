import HTTPTypes

/// The header fields of every answer of the dashboard, beside what all of Usher's answers have (no-store, no-referrer,
/// nosniff, noindex).
package enum DashboardHeaders {
    /// The policy that allows nothing but our own style and icon, by their paths; no script at all, nothing within a
    /// page, and nobody's frame.
    static let policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    package static let all: HTTPFields = fields([
        ("Content-Security-Policy", policy), ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"), ("Cross-Origin-Resource-Policy", "same-origin"),
    ])

    /// The fields of a page that follows the files: they allow the one script that the binary has, what it asks this
    /// listener, and frames with what this listener says.
    static let live: HTTPFields = fields([
        ("Content-Security-Policy", "\(policy); script-src 'self'; connect-src 'self'; frame-src 'self'")
    ])

    /// The fields of an e-mail's HTML, which others may have written: it runs nothing, sends nothing and loads nothing,
    /// not even from here; it is an origin of its own, whoever opens it, and shown in a frame of ours alone.
    static let mail: HTTPFields = fields([
        (
            "Content-Security-Policy",
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
                + "frame-ancestors 'self'; sandbox"
        ),
        ("X-Frame-Options", "SAMEORIGIN"), ("X-DNS-Prefetch-Control", "off"),
    ])

    private static func fields(_ pairs: [(String, String)]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs { if let name = HTTPField.Name(name) { fields[name] = value } }
        return fields
    }
}
