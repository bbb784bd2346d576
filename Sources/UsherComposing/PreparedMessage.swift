import Synchronization
import UsherCore
import UsherMail
import UsherTemplates

/// A revision ready for work: compiled once, used for every message made from it.
package struct PreparedMessage: Sendable {
    package let hash: RevisionHash
    package let sources: MessageSources
    package let template: CompiledMessage
    package let frame: MessageFrame
    private let promise = KeptPromise()

    init(hash: RevisionHash, sources: MessageSources, template: CompiledMessage, frame: MessageFrame) {
        self.hash = hash
        self.sources = sources
        self.template = template
        self.frame = frame
    }

    /// Whether every message of it shows a way to say no and the postal address, so that none needs to be looked at.
    var alwaysKeepsPromise: Bool {
        promise.isKept { sources.kind != .marketing || MarketingPromise.isAlwaysKept(by: template, sources) }
    }
}

/// Found out by whoever asks first: it takes longer than compiling, and only who sends wants to know.
private final class KeptPromise: Sendable {
    private let known = Mutex<Bool?>(nil)

    func isKept(_ look: () -> Bool) -> Bool {
        known.withLock { known in
            let isKept = known ?? look()
            known = isKept
            return isKept
        }
    }
}
