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
    /// Until when the relay's certificate is good; nil where nobody asked, and without TLS.
    let certificateEnds: Timestamp?

    package init(wire: any Wire, capabilities: RelayCapabilities, certificateEnds: Timestamp? = nil) {
        self.wire = wire
        self.capabilities = capabilities
        self.certificateEnds = certificateEnds
    }
}

/// One open connection, as octets. It is closed when its last reference goes.
package protocol Wire: AnyObject {
    /// More may be there than `WireWatch` shows: it is read until `.again`.
    var isEncrypted: Bool { get }
    /// Never waits. After `.again` the same octets at the same address must come first the next time.
    func send(_ bytes: UnsafeRawBufferPointer) -> WireTransfer
    /// Never waits.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> WireTransfer
    /// Says at once that what was read has come, without waiting for something to write.
    func acknowledge()
    /// Whether its watch tells when it can be written.
    func wantsWrite(_ wanted: Bool)
    /// Its watch tells nothing more of it. A second call does nothing.
    func unwatch()
}

package enum WireTransfer {
    case octets(Int)
    /// Later, when the wire is ready again.
    case again
    case closed
}

/// The wires of one relay, watched together.
package protocol WireWatch: AnyObject {
    /// False when there is no room for it.
    func add(_ wire: any Wire, id: Int) -> Bool
    /// Tells of what is ready now. What was not read to its end is told of again.
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

    /// Nil when it was taken before.
    func take() -> sending Value? {
        value.withLock { value in
            let taken = value
            value = nil
            return taken
        }
    }
}

/// Told to attempts that are under way when the relay closes.
package final class CancelFlag: Sendable {
    private let flag = Atomic(false)

    package var isSet: Bool { flag.load(ordering: .relaxed) }
    func set() { flag.store(true, ordering: .relaxed) }
}
