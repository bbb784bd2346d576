import Dispatch
import Foundation

/// From now on SIGTERM and SIGINT end a command that only looks with 0, between two things that it says.
final class CleanEnding {
    private let speaking = NSLock()
    private var sources: [any DispatchSourceSignal] = []

    init() {
        for number in [SIGTERM, SIGINT] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler { [speaking] in
                speaking.lock()
                _exit(0)
            }
            source.resume()
            sources.append(source)
        }
    }

    /// What `body` writes is written whole.
    func unlessEnding(_ body: () throws -> Void) throws { try speaking.withLock { try body() } }
}
