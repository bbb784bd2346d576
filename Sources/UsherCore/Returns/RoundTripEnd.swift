/// The end of a message that was sent to nobody so that it comes back.
package enum RoundTripEnd: Hashable, Sendable {
    /// It came back so many milliseconds after it was sent; `category` is what the report says of nobody's address.
    case cameBack(milliseconds: Int64, ReturnCategory?)
    /// The relay took it, and nothing came in so many milliseconds.
    case nothingCame(milliseconds: Int64)
    /// The relay refused nobody's address at once: no mail comes of that.
    case refusedAtOnce(WirePhase, Reply)
    /// The relay did not take it; why, in a few words.
    case notTaken(String)
}
