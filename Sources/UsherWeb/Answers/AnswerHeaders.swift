import HTTPTypes

/// What stands above every answer, whatever it is.
enum AnswerHeaders {
    /// Of whatever is no page: nothing at all. A page brings its own (`RenderedPage.contentSecurityPolicy`).
    static let policy = "default-src 'none'; frame-ancestors 'none'"

    /// Pages show one person's choice: nobody keeps, indexes, frames or guesses at them, and no link tells where it was
    /// clicked.
    static let all: HTTPFields = {
        var fields = HTTPFields()
        fields[.cacheControl] = "no-store"
        fields[.contentSecurityPolicy] = policy
        fields[.xContentTypeOptions] = "nosniff"
        for (name, value) in [("Referrer-Policy", "no-referrer"), ("X-Robots-Tag", "noindex, nofollow")] {
            if let name = HTTPField.Name(name) { fields[name] = value }
        }
        return fields
    }()
}
