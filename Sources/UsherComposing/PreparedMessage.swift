import UsherCore
import UsherMail
import UsherTemplates

/// A revision ready for work: compiled once, used for every message made from it.
package struct PreparedMessage: Sendable {
    package let hash: RevisionHash
    package let sources: MessageSources
    package let frame: MessageFrame
    private let message: CompiledTemplates.Message

    init(hash: RevisionHash, sources: MessageSources, message: CompiledTemplates.Message, frame: MessageFrame) {
        self.hash = hash
        self.sources = sources
        self.message = message
        self.frame = frame
    }

    package var template: CompiledMessage { message.compiled }

    /// Whether every message of this revision shows a way to say no and the postal address, so that none needs to be
    /// looked at.
    var alwaysKeepsPromise: Bool { message.alwaysKeepsPromise }
}
