import CAres
import Foundation

/// Asks name servers, through c-ares: one question after the other, on the thread of whoever asks. Blocks.
package final class Resolver {
    /// Why name servers cannot be asked.
    package struct Fault: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    private let channel: ares_channel
    /// The answers so far: each name is asked for once.
    private var known: [DNSQuestion: DNSAnswer] = [:]

    /// Makes a resolver, or throws why nobody can be asked.
    ///
    /// - Parameters:
    ///   - servers: addresses between commas, each with a port if need be (`127.0.0.1:5300`); nil asks those of the
    ///     system.
    ///   - timeout: of one try at one server, in milliseconds; the next ones wait longer.
    package init(servers: String?, timeout: Int32 = 2000, tries: Int32 = 3) throws(Fault) {
        var status = ares_library_init(0)
        guard status == usher_ares_success else { throw Self.fault(status) }
        var options = ares_options()
        options.timeout = timeout
        options.tries = tries
        // No search list makes another name of one. A key fits into a datagram of this size; what does not comes by
        // TCP.
        options.flags = usher_ares_flags
        options.ednspsz = 1232
        var made: ares_channel?
        status = ares_init_options(&made, &options, usher_ares_options)
        guard status == usher_ares_success, let made else { throw Self.fault(status) }
        channel = made
        guard let servers else { return }
        status = ares_set_servers_ports_csv(channel, servers)
        guard status == usher_ares_success else {
            throw Fault(description: "'\(servers)' is no list of name servers; write it like 9.9.9.9 or 127.0.0.1:5300")
        }
    }

    deinit { ares_destroy(channel) }

    package func answer(_ question: DNSQuestion) -> DNSAnswer {
        if let known = known[question] { return known }
        let answer = ask(question)
        known[question] = answer
        return answer
    }

    private func ask(_ question: DNSQuestion) -> DNSAnswer {
        let reply = Reply()
        ares_query(
            channel, question.name, 1, question.kind.rawValue,
            { context, status, _, octets, count in
                guard let context else { return }
                let reply = Unmanaged<Reply>.fromOpaque(context).takeUnretainedValue()
                reply.status = status
                if let octets, count > 0 { reply.octets = Array(UnsafeBufferPointer(start: octets, count: Int(count))) }
            }, Unmanaged.passUnretained(reply).toOpaque())
        while reply.status == nil, wait() {}
        // Nobody calls back after this.
        if reply.status == nil { ares_cancel(channel) }
        switch reply.status ?? usher_ares_timeout {
        case usher_ares_success: return AnswerReader.read(reply.octets, as: question.kind)
        case usher_ares_no_data: return .none
        case usher_ares_not_found: return .noSuchName
        case let status: return .failed(String(cString: ares_strerror(status)))
        }
    }

    /// Waits for the sockets of c-ares and lets it work once; false where there is nothing to wait for.
    private func wait() -> Bool {
        var sockets = [ares_socket_t](repeating: -1, count: 16)
        let bits = ares_getsock(channel, &sockets, Int32(sockets.count))
        var polled: [pollfd] = []
        for index in 0..<sockets.count {
            let events =
                (bits & (1 << index) != 0 ? POLLIN : 0) | (bits & (1 << (index + sockets.count)) != 0 ? POLLOUT : 0)
            if events != 0 { polled.append(pollfd(fd: sockets[index], events: Int16(events), revents: 0)) }
        }
        guard !polled.isEmpty else { return false }
        var limit = timeval(tv_sec: 1, tv_usec: 0)
        var next = timeval()
        let until = ares_timeout(channel, &limit, &next)?.pointee ?? limit
        let milliseconds = until.tv_sec * 1000 + Int(until.tv_usec) / 1000
        poll(&polled, nfds_t(polled.count), Int32(clamping: milliseconds + 1))
        let ready = polled.filter { $0.revents != 0 }
        if ready.isEmpty { ares_process_fd(channel, -1, -1) }
        for one in ready {
            let reads = one.revents & Int16(POLLIN | POLLERR | POLLHUP) != 0
            let writes = one.revents & Int16(POLLOUT) != 0
            ares_process_fd(channel, reads ? one.fd : -1, writes ? one.fd : -1)
        }
        return true
    }

    private static func fault(_ status: Int32) -> Fault {
        Fault(description: "no name server can be asked: \(String(cString: ares_strerror(status)))")
    }

    private final class Reply {
        var status: Int32?
        var octets: [UInt8] = []
    }
}
