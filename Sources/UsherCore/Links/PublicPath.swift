/// The beginnings of the links that Usher hands out, below the public address.
package enum PublicPath {
    /// The beginning of `/l/TOKEN`: a link of a message.
    package static let link = "/l/"
    /// The beginning of `/c/CAMPAIGN`: a campaign's link for posters, advertisements and the like.
    package static let campaign = "/c/"
    /// The beginning of `/r/CODE`: a promoter's link.
    package static let promoter = "/r/"
    /// The beginning of `/review/TOKEN`: the page that takes a score.
    package static let review = "/review/"
}
