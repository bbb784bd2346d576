import Synchronization
import UsherCore

/// What a relay's connections are made of: `CurlTransport`, or one in memory for tests.
package protocol RelayTransport: Sendable {
    /// Begins one attempt to get a connection ready, and calls `done` once, on any thread. Ends early when
    /// `isCancelled` is set.
    func connect(
        by settings: RelaySettings, isCancelled: CancelFlag,
        done: @escaping @Sendable (Handover<Result<ReadyWire, RelayFault>>) -> Void)

    /// Watches wires together; `onReady` is called on the relay's lane when `look` has something to tell. Nil when
    /// there is no room.
    func watch(onReady: @escaping @Sendable () -> Void) -> (any WireWatch)?
}

/// A connection on which the server said what it can do, and waits for mail.
package struct ReadyWire {
    let wire: any Wire
    let capabilities: RelayCapabilities
    /// The moment at which the relay's certificate ends; nil where nobody asked, and without TLS.
    let certificateEnds: Timestamp?

    package init(wire: any Wire, capabilities: RelayCapabilities, certificateEnds: Timestamp? = nil) {
        self.wire = wire
        self.capabilities = capabilities
        self.certificateEnds = certificateEnds
    }
}

/// One open connection, as octets. It is closed when its last reference goes.
package protocol Wire: AnyObject {
    /// Whether TLS is spoken. More may be there than `WireWatch` shows then: it is read until `.again`.
    var isEncrypted: Bool { get }
    /// Sends what can be sent without waiting. After `.again` the same octets at the same address must come first the
    /// next time.
    func send(_ bytes: UnsafeRawBufferPointer) -> WireTransfer
    /// Receives what has come, without waiting.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer
    /// Says at once that what was read has come, without waiting for something to write.
    func acknowledge()
    /// Sets whether the wire's watch also tells when it can be written to.
    func wantsWrite(_ wanted: Bool)
    /// Takes the wire out of its watch, which tells nothing more of it. A second call does nothing.
    func unwatch()
}

package enum WireTransfer {
    case octets(Int)
    /// Nothing could be transferred now; it can be tried once the wire is ready again.
    case again
    case closed
}

/// The wires of one relay, watched together.
package protocol WireWatch: AnyObject {
    /// Begins to watch the wire. False when the watch has no room for it.
    func add(_ wire: any Wire, id: Int) -> Bool
    /// Calls `tell` for each wire that is ready now. One that was not read to its end is told again by the next call.
    func look(_ tell: (WireReadiness) -> Void)
    func cancel()
}

/// What a wire is ready for. One with an error is readable: reading says which.
package struct WireReadiness: Sendable {
    let id: Int
    let isReadable: Bool
    let isWritable: Bool

    package init(id: Int, isReadable: Bool, isWritable: Bool) {
        self.id = id
        self.isReadable = isReadable
        self.isWritable = isWritable
    }
}

/// Carries a value that is not Sendable from one thread to another, once.
package final class Handover<Value>: Sendable {
    private let value: Mutex<Value?>

    package init(_ value: sending Value) { self.value = Mutex(value) }

    /// The value; nil when it was taken before.
    func take() -> sending Value? {
        value.withLock { value in
            let taken = value
            value = nil
            return taken
        }
    }
}

/// A flag that tells attempts under way that nobody wants them, because the relay closes.
package final class CancelFlag: Sendable {
    private let flag = Atomic(false)

    package var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}
