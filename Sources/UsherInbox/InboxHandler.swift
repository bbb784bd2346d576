import NIOCore

/// Runs an `InboxSession` on a channel; decides nothing itself.
///
/// While a message is being kept no more is read, so a client that pipelines without end is held by TCP, not by memory.
final class InboxHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A user event that tells the handler to say goodbye and close.
    struct Stop: Sendable {}

    private let writer: InboxWriter
    private let onKept: @Sendable (InboxEntry) -> Void
    private var session = InboxSession()
    private var isReadWanted = false

    init(writer: InboxWriter, onKept: @escaping @Sendable (InboxEntry) -> Void) {
        self.writer = writer
        self.onKept = onKept
    }

    func channelActive(context: ChannelHandlerContext) {
        run(session.open(), context)
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        run(session.receive(unwrapInboundIn(data).readableBytesView), context)
    }

    func read(context: ChannelHandlerContext) {
        if session.isKeeping { isReadWanted = true } else { context.read() }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is Stop: run(session.stop(), context)
        case is IdleStateHandler.IdleStateEvent: run(session.timeOut(), context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }

    private func run(_ actions: [InboxSession.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .reply(let text):
                context.write(wrapOutboundOut(context.channel.allocator.buffer(string: "\(text)\r\n")), promise: nil)
            case .keep(let message): keep(message, context)
            case .close:
                context.flush()
                context.close(promise: nil)
            }
        }
        if !actions.isEmpty { context.flush() }
    }

    private func keep(_ message: InboxMessage, _ context: ChannelHandlerContext) {
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        writer.keep(message) { [onKept] result in
            if case .success(let entry) = result { onKept(entry) }
            bound.eventLoop.execute { bound.value.handler.settle(result, bound.value.context) }
        }
    }

    private func settle(_ result: Result<InboxEntry, InboxError>, _ context: ChannelHandlerContext) {
        switch result {
        case .success(let entry): run(session.kept(as: entry.name), context)
        case .failure(let error): run(session.notKept(outOfSpace: error.isOutOfSpace), context)
        }
        if isReadWanted, !session.isKeeping {
            isReadWanted = false
            context.read()
        }
    }
}
