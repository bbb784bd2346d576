import UsherCore
import UsherMail
import UsherTemplates

/// A revision ready for work: compiled once, used for every message made from it.
package struct PreparedMessage: Sendable {
    package let hash: RevisionHash
    package let sources: MessageSources
    package let template: CompiledMessage
    package let frame: MessageFrame
    /// Whether every message of it shows a way to say no and the postal address, so that none needs to be looked at.
    let alwaysKeepsPromise: Bool
}
