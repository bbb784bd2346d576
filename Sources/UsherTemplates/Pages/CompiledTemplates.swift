import Synchronization
import UsherCore

/// Messages and pages that were compiled lately, by what they were made from: what a start or a reload has looked at is
/// what it then serves, and an edit of one file compiles nothing else anew.
package final class CompiledTemplates: Sendable {
    /// A message, and whether all that are made from it keep what marketing promises.
    package struct Message: Sendable {
        package let compiled: CompiledMessage
        private let sources: MessageSources
        private let promise = FoundOnce()

        init(_ compiled: CompiledMessage, of sources: MessageSources) {
            self.compiled = compiled
            self.sources = sources
        }

        package var alwaysKeepsPromise: Bool {
            promise.found { sources.kind != .marketing || MarketingPromise.isAlwaysKept(by: compiled, sources) }
        }
    }

    private let messages: Mutex<Lately<MessageSources, Message>>
    private let pages: Mutex<Lately<PageSources, CompiledPage>>

    /// Keeps at least the `limit` messages and the `limit` pages that were asked for last, and twice as many at most.
    package init(limit: Int = 512) {
        messages = Mutex(Lately(limit: limit))
        pages = Mutex(Lately(limit: limit))
    }

    /// How many messages and pages are kept; only tests ask.
    var count: Int { messages.withLock { $0.count } + pages.withLock { $0.count } }

    /// The compiled message, made as by `CompiledMessage.compile` where it is not known yet. What cannot be compiled is
    /// tried again each time.
    package func message(_ sources: MessageSources) throws(Problems) -> Message {
        if let known = messages.withLock({ $0[sources] }) { return known }
        return keep(try CompiledMessage.compile(sources), of: sources)
    }

    /// The compiled message, held against the names that exist. Throws what is wrong with its sources or its names.
    package func message(_ sources: MessageSources, for vocabulary: Vocabulary) throws(Problems) -> Message {
        guard let known = messages.withLock({ $0[sources] }) else {
            return keep(try CompiledMessage.compile(sources, for: vocabulary), of: sources)
        }
        let problems = known.compiled.check(vocabulary)
        guard problems.isEmpty else { throw Problems(problems) }
        return known
    }

    /// The compiled page, made as by `CompiledPage.compile` where it is not known yet. What cannot be compiled is tried
    /// again each time.
    package func page(_ sources: PageSources) throws(Problems) -> CompiledPage {
        if let known = pages.withLock({ $0[sources] }) { return known }
        let page = try CompiledPage.compile(sources)
        pages.withLock { $0[sources] = page }
        return page
    }

    private func keep(_ compiled: CompiledMessage, of sources: MessageSources) -> Message {
        let message = Message(compiled, of: sources)
        messages.withLock { $0[sources] = message }
        return message
    }
}

/// An answer that is found out by whoever asks first: it takes longer than compiling, and only who checks or sends
/// wants to know.
private final class FoundOnce: Sendable {
    private let known = Mutex<Bool?>(nil)

    func found(_ look: () -> Bool) -> Bool {
        known.withLock { known in
            let found = known ?? look()
            known = found
            return found
        }
    }
}
