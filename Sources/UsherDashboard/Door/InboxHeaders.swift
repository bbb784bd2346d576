import HTTPTypes

/// The header fields of a message of rehearsal's inbox, in the place of those of every answer.
enum InboxHeaders {
    /// The fields of the message's page, which has a frame with what this listener says.
    static let page = fields(["Content-Security-Policy": "\(DashboardHeaders.policy); frame-src 'self'"])

    /// The fields of what stands in that frame: its own styles and pictures, nothing that is fetched, no script, no
    /// form and no way out of a frame of ours.
    static let frame = fields([
        "Content-Security-Policy":
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; "
            + "frame-ancestors 'self'",
        "X-Frame-Options": "SAMEORIGIN", "X-DNS-Prefetch-Control": "off",
    ])

    private static func fields(_ pairs: [String: String]) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in pairs { if let name = HTTPField.Name(name) { fields[name] = value } }
        return fields
    }
}
