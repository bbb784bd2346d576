/// The way in which one e-mail is looked at.
package enum MailLook: String, CaseIterable, Sendable {
    /// The look on a wide screen, in the light.
    case desk
    /// The look on a telephone, in the light.
    case phone
    /// The look on a telephone, in the dark.
    case dark
}
