/// The pages there are; each is a template of that name in `templates/pages`.
package enum PageName: String, CaseIterable, Hashable, Sendable {
    /// One button: no more marketing; and the choice of less.
    case unsubscribe
    /// After it: what was done, and how to take it back.
    case unsubscribed
    /// After a sign-up: look into your mailbox.
    case almost
    /// The mailed link: one button that confirms.
    case confirm
    /// After it.
    case confirmed
    /// One button for each score.
    case review
    /// After it.
    case reviewed
    /// Everything held about a person.
    case data
    /// What is wrong with a request: a link that is not ours, a method, a size.
    case problem
}
