/// Whether a message markets something or belongs to what the person just did.
///
/// Marketing needs consent, keeps the send window and counts towards the cap; transactional mail does none of this and
/// carries no marketing.
package enum MessageKind: String, Sendable, Codable, CaseIterable {
    case marketing, transactional
}
