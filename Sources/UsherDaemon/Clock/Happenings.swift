import UsherCore

/// What goes on beside the queue while a stepped calendar runs: people who sign up, buy and say no.
///
/// The calendar stops at each of these moments as it does at due times; what happens then comes before what is sent
/// then.
package protocol Happenings: Sendable {
    /// The next moment at which something happens; nil when nothing more will.
    func next() async -> Timestamp?
    /// Lets everything happen whose moment is `now` or before. A second call does nothing.
    func happen(by now: Timestamp) async
}
