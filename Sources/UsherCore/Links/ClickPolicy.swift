/// Tells people from mail filters, which follow the links of a message before anybody reads it. The first row that
/// fits:
///
/// | What is so | Who it is |
/// | --- | --- |
/// | it was asked by HEAD, or a header says that it is fetched ahead | scanner |
/// | the relay accepted the message less than 10 seconds before, or is not known to have | scanner |
/// | within 3 seconds of a HEAD for the same message | scanner |
/// | within 1 second of another link of the same message: nobody reads that fast | scanner |
/// | one of 5 or more for the same message within 3 seconds | scanner |
/// | nothing of this | person |
///
/// A filter that waits, takes one link and looks like a browser is taken for a person: that is why clicks are counted
/// and shown, and move nobody.
package enum ClickPolicy {
    /// How many milliseconds after the relay's acceptance nobody can have opened and read an e-mail.
    package static let settling: Int64 = 10_000
    /// How many milliseconds apart, before or after, hits belong together.
    package static let burst: Int64 = 3000
    /// How many milliseconds a person needs between two different links.
    package static let reading: Int64 = 1000
    /// How many hits within `burst` are too many.
    package static let crowd = 5

    /// Says who made a hit, a person or a mail filter.
    ///
    /// - Parameters:
    ///   - others: the other hits on links of the same message, earlier and later ones, in any order; more than `crowd`
    ///     of the nearest make no difference.
    ///   - acceptedAt: when the relay took the message; nil when that is not known.
    package static func visitor(
        of hit: LinkHit, among others: some Sequence<LinkHit>, acceptedAt: Timestamp?
    ) -> Visitor {
        guard !hit.isPeek, let acceptedAt, hit.at.since(acceptedAt) >= settling else { return .scanner }
        var near = 1
        for other in others {
            let distance = abs(other.tick - hit.tick)
            if other.isPeek, distance <= burst { return .scanner }
            if other.number != hit.number, distance <= reading { return .scanner }
            if distance <= burst { near += 1 }
        }
        return near >= crowd ? .scanner : .person
    }
}
