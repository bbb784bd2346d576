extension Settings {
    /// How the links of campaigns' e-mails are tracked; nil when they are not.
    package var linkTracking: LinkTracking? {
        guard let publicURL = published?.url, tracksLinks != .none else { return nil }
        return LinkTracking(publicURL: publicURL, mode: tracksLinks)
    }

    /// `path`, such as `PublicPath.review`, at the public address; nil where there is none.
    package func publicLink(_ path: String, _ rest: String) -> String? {
        (published?.url).map { $0 + path + rest }
    }
}
