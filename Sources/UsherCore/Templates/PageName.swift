/// The pages there are; each is a template of that name in `templates/pages`, and takes these values:
///
/// | Page | Value | What it is |
/// | --- | --- | --- |
/// | `unsubscribe` | `hint` | the address, mostly hidden: `a…@example.org`; may be missing |
/// | | `campaign` | the title of the campaign whose e-mail had the link; without it there is no "only this series" |
/// | | `is_off` | yes when the person gets no marketing already |
/// | `unsubscribed` | `hint` | as above |
/// | | `all`, `campaign`, `until_on` | one of them: yes for all marketing; a campaign's title; the last day of a pause |
/// | `almost` | `hint` | as above |
/// | `confirm` | `hint` | as above |
/// | `confirmed` | `hint` | as above |
/// | | `promise.text`, `promise.url` | the promised thing, if there is an address for it; `promise` may be missing |
/// | `review` | `product` | what it is about; may be missing |
/// | | `scores` | a list, lowest first, of objects: `value` (`5`) and `is_chosen` (yes for the one that a link brought along) |
/// | `reviewed` | `score` | what was taken |
/// | | `is_low` | yes when it is one that a human answers |
/// | | `invitation.text`, `invitation.url` | where to say it to everybody; `invitation` may be missing |
/// | `data` | `address` | whose data it is |
/// | | `name`, `language`, `zone`, `stage` (as the shop calls it), `since_on` | may be missing |
/// | | `attributes` | a list of objects: `name`, `value` |
/// | | `consents` | a list of objects: `kind`, `said`, `basis`, `said_on`; one of `is_agreed`, `is_confirmed`, `is_unsubscribed`, `is_complained` is yes; `wording`, what was agreed to, may be missing |
/// | | `messages` | a list of objects: `title` (the subject), `sent_on` |
/// | | `events` | a list of objects: `name` (the label that `journey.yaml` gives it), `told_on` |
/// | | `json` | all of it, as `usher contact export` writes it |
/// | `problem` | `status` | the HTTP status: `404` |
/// | | `is_unknown` | yes: a link that is not ours, or that was cut off (400, 404) |
/// | | `is_expired` | yes: a link that worked once and works no more (410) |
/// | | `is_nobodys` | yes: a link of somebody who is not known any more; nothing was done (410) |
/// | | `is_address` | yes: what was typed cannot be an e-mail address (400, 422) |
/// | | `is_too_many` | yes: too many requests (429) |
/// | | `is_busy` | yes: nothing was done, and the same again in a minute may work (503) |
/// | | `reads` | the media types that are read, where another one came (415); may be missing |
/// | | `said_no_since` | yes: a confirmation of somebody who said no after that sign-up (410) |
/// | | `is_suppressed` | yes: a confirmation of an address that gets no mail all the same (409) |
/// | | `by_shop` | yes, beside one of these two: it was the shop that took the address off its list |
///
/// A value whose name ends in `_on` is a day, `2026-12-22`; the page writes it in its own language. `shop.*` is there
/// on every page.
///
/// A page's forms post to the page's own address, `application/x-www-form-urlencoded`:
///
/// | Page | Fields |
/// | --- | --- |
/// | `unsubscribe`, `unsubscribed` | `choice`: `all`, `campaign`, `pause` |
/// | `confirm` | `choice`: `confirm` |
/// | `review` | `score`: one of the `scores`; `text`: a few words, or nothing; `public`: `yes` when others may read them |
package enum PageName: String, CaseIterable, Hashable, Sendable {
    /// The page of a link to say no: one button for no more marketing, and the choice of less.
    case unsubscribe
    /// The page after `unsubscribe`: what was done, and how to take it back.
    case unsubscribed
    /// The page after a sign-up: look into your mailbox.
    case almost
    /// The mailed link: one button that confirms.
    case confirm
    /// The page after `confirm`.
    case confirmed
    /// A choice of scores, room for a few words, and one button.
    case review
    /// The page after `review`.
    case reviewed
    /// The page with everything held about a person.
    case data
    /// The page that says what is wrong with a request: a link that is not ours, a method, a size.
    case problem
}
