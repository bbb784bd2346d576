/// Where the links that Usher hands out begin, below the public address.
package enum PublicPath {
    /// `/l/TOKEN`: a link of a message.
    package static let link = "/l/"
    /// `/c/CAMPAIGN`: a campaign's link for posters, advertisements and the like.
    package static let campaign = "/c/"
    /// `/r/CODE`: a promoter's link.
    package static let promoter = "/r/"
    /// `/review/TOKEN`: the page that takes a score.
    package static let review = "/review/"
}
