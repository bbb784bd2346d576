import Dispatch
import Foundation
import UsherCore

/// Connections made by libcurl: an attempt blocks, on a short-lived thread of its own, and the sockets are watched on
/// `queue`.
package struct CurlTransport: RelayTransport {
    let queue: DispatchQueue

    package func connect(
        by settings: RelaySettings, isCancelled: CancelFlag,
        done: @escaping @Sendable (Handover<Result<ReadyWire, RelayFault>>) -> Void
    ) {
        let attempt = ConnectAttempt(settings: settings, isCancelled: isCancelled)
        let thread = Thread { done(Handover(Result { () throws(RelayFault) in try attempt.run() })) }
        thread.name = "usher.connect"
        thread.stackSize = 256 * 1024
        thread.start()
    }

    package func watch(onReady: @escaping @Sendable () -> Void) -> (any WireWatch)? {
        SocketSet(queue: queue, onReady: onReady)
    }
}
