import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Keeps a connection's times and its place among the others, and says what is wrong with what is not HTTP. Decides
/// nothing: `ConnectionWatch` and `ConnectionBook` do.
final class ConnectionGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let connections: Connections
    private var watch: ConnectionWatch
    private var timer: Scheduled<Void>?
    private var hasBegun = false
    private var turns = RequestTurns()
    /// More was asked for while something waits for its turn.
    private var wantsMore = false
    /// The client has said that nothing more comes, and something waits for its turn.
    private var isLast = false
    /// What to say once nothing that came can be read.
    private var failure: WebRefusal?

    init(connections: Connections, limits: WebLimits) {
        self.connections = connections
        watch = ConnectionWatch(limits: limits, now: connections.now)
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { begin(context) } }

    func handlerRemoved(context: ChannelHandlerContext) { end(context) }

    /// While the client takes nothing, it is the one that is waited for.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        hear(.flows(context.channel.isWritable), context)
        context.fireChannelWritabilityChanged()
        if goOn(context) { context.fireChannelReadComplete() }
    }

    /// Nothing more is read while something waits for its turn.
    func read(context: ChannelHandlerContext) {
        if turns.isEmpty { context.read() } else { wantsMore = true }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case ChannelEvent.inputClosed? = event as? ChannelEvent, !turns.isEmpty {
            isLast = true
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }

    func channelActive(context: ChannelHandlerContext) {
        begin(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        turns.forget()
        end(context)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard failure == nil else { return }
        turns.take(unwrapInboundIn(data))
        _ = goOn(context)
        // Who has left is read to the end, whatever it sent.
        if turns.isFull { context.close(promise: nil) }
    }

    /// Passes on what has its turn. Returns whether there was anything.
    private func goOn(_ context: ChannelHandlerContext) -> Bool {
        var hasPassed = false
        while let part = turns.next(flows: context.channel.isWritable) {
            switch part {
            case .head: hear(.header, context)
            case .body(let octets): hear(.body(octets: octets.readableBytes), context)
            case .end: hear(.end, context)
            }
            context.fireChannelRead(wrapInboundOut(part))
            hasPassed = true
        }
        guard turns.isEmpty else { return hasPassed }
        if isLast {
            isLast = false
            context.fireUserInboundEventTriggered(ChannelEvent.inputClosed)
        }
        if wantsMore {
            wantsMore = false
            context.read()
        }
        return hasPassed
    }

    /// What could not be decoded ends the connection. The error goes on, so that a handler that waits for a body stops
    /// waiting; hummingbird then writes a bare 400, which becomes an answer like all others in `write`.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard failure == nil else { return }
        if error is IOError || error is ChannelError { return context.fireErrorCaught(error) }
        failure =
            (error as? HTTPParserError) == .headerOverflow
            ? .headersTooLarge : .malformed("This is not a request that can be read.")
        hear(.broken, context)
        context.fireErrorCaught(error is HTTPParserError ? error : HTTPParserError.unknown)
        // Nothing has its turn any more, and what else comes is read and thrown away.
        turns.forget()
        _ = goOn(context)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head):
            guard let failure, head.status == .badRequest, head.headerFields[.connection] == "close" else { break }
            let octets = Array("\(failure.sentence)\n".utf8)
            context.write(wrapOutboundOut(.head(Self.head(failure, length: octets.count))), promise: promise)
            context.write(wrapOutboundOut(.body(ByteBuffer(bytes: octets))), promise: nil)
            return
        case .body: break
        case .end:
            hear(.answered, context)
            context.write(data, promise: promise)
            turns.answered()
            if goOn(context) { context.fireChannelReadComplete() }
            return
        }
        context.write(data, promise: promise)
    }

    private static func head(_ failure: WebRefusal, length: Int) -> HTTPResponse {
        var fields = AnswerHeaders.all
        fields[.connection] = "close"
        fields[.contentType] = "text/plain; charset=utf-8"
        fields[.contentLength] = "\(length)"
        return HTTPResponse(status: HTTPResponse.Status(code: failure.status), headerFields: fields)
    }

    private func begin(_ context: ChannelHandlerContext) {
        guard !hasBegun else { return }
        hasBegun = true
        Self.readLittle(context)
        connections.open(context.channel)
        keepTime(context)
    }

    /// What is read at once is decoded at once, each request of it into many times its octets, before the first is
    /// answered: so it is little, and the next is read when that is answered.
    private static func readLittle(_ context: ChannelHandlerContext) {
        let options = context.channel.syncOptions
        do {
            try options?.setOption(.recvAllocator, value: FixedSizeRecvByteBufferAllocator(capacity: readOctets))
            try options?.setOption(.maxMessagesPerRead, value: 1)
        } catch {
            // A channel that is closed already, or one of a test.
            context.fireErrorCaught(error)
        }
    }

    static let readOctets = 4096

    private func end(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        connections.close(context.channel, mostOpen: watch.mostOpen)
    }

    private func hear(_ event: ConnectionWatch.Event, _ context: ChannelHandlerContext) {
        let before = watch.waitingSince
        watch.hear(event, now: connections.now)
        if watch.waitingSince != before { connections.update(context.channel, waitingSince: watch.waitingSince) }
        if watch.deadline <= connections.now { context.close(promise: nil) }
    }

    /// One timer for each connection: when it fires too early, because something happened meanwhile, it is set again.
    private func keepTime(_ context: ChannelHandlerContext) {
        let left = max(0.01, watch.deadline - connections.now)
        timer = context.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(left * 1000) + 1)) {
            guard self.timer != nil else { return }
            if self.watch.deadline <= self.connections.now {
                context.close(promise: nil)
            } else {
                self.keepTime(context)
            }
        }
    }
}

@available(*, unavailable)
extension ConnectionGuard: Sendable {}
