import Dispatch

/// The read and the write source of one descriptor. The descriptor may be closed only after `onCancelled`, when both are gone.
final class SocketSources {
    private let readSource: any DispatchSourceRead
    private let writeSource: any DispatchSourceWrite
    private var isWriting = false
    private var isCancelled = false

    /// Every handler runs on `queue`. Reading begins at once, writing with `wantsWrite`.
    init(
        descriptor: Int32, queue: DispatchQueue, onReadable: @escaping @Sendable () -> Void,
        onWritable: @escaping @Sendable () -> Void, onCancelled: @escaping @Sendable () -> Void
    ) {
        readSource = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: queue)
        writeSource = DispatchSource.makeWriteSource(fileDescriptor: descriptor, queue: queue)
        readSource.setEventHandler(handler: onReadable)
        writeSource.setEventHandler(handler: onWritable)
        let both = DispatchGroup()
        both.enter()
        both.enter()
        readSource.setCancelHandler(handler: { both.leave() })
        writeSource.setCancelHandler(handler: { both.leave() })
        both.notify(queue: queue, execute: onCancelled)
        readSource.resume()
    }

    func wantsWrite(_ wanted: Bool) {
        guard wanted != isWriting, !isCancelled else { return }
        isWriting = wanted
        if wanted { writeSource.resume() } else { writeSource.suspend() }
    }

    /// A second call does nothing.
    func cancel() {
        guard !isCancelled else { return }
        isCancelled = true
        readSource.cancel()
        writeSource.cancel()
        if !isWriting { writeSource.resume() }
    }
}
