/// How one e-mail is looked at.
package enum MailLook: String, CaseIterable, Sendable {
    /// On a wide screen, in the light.
    case desk
    /// On a telephone, in the light.
    case phone
    /// On a telephone, in the dark.
    case dark
}
