import UsherWeb

/// Tells a page of e-mails when the files have changed: what was saved is heard of as soon as it has kept still for a
/// moment.
extension PreviewRoutes: Following {
    static let interval = Duration.milliseconds(150)

    func changes(_ request: WebRequest) async throws -> Answer {
        try await follow(request, every: Self.interval) { number() }
    }
}
