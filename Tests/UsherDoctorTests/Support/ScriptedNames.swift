import Foundation
import Synchronization

/// A name server on loopback that answers from a table: UDP, an ephemeral port, one thread. Stops when the last
/// reference goes.
final class ScriptedNames: Sendable {
    /// An answer: a code of RFC 1035 4.1.1 and the data of its records, or nothing at all.
    enum Answer: Sendable {
        case records([[UInt8]])
        case code(UInt8)
        /// These octets behind the question, whatever they are.
        case raw([UInt8])
        case silence
    }

    let port: Int
    private let descriptor: Int32
    private let asked = Mutex<[String]>([])

    /// By `name type`, as in `shop.example 16`; what is not there does not exist.
    init(_ table: [String: Answer]) throws {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(descriptor, address, length) == 0 && getsockname(descriptor, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRNOTAVAIL) }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            var octets = [UInt8](repeating: 0, count: 4096)
            while true {
                var from = sockaddr_storage()
                var size = socklen_t(MemoryLayout<sockaddr_storage>.size)
                let count = withUnsafeMutablePointer(to: &from) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        recvfrom(descriptor, &octets, octets.count, 0, $0, &size)
                    }
                }
                guard count > 0, let self else { break }
                guard let answer = self.answer(Array(octets[..<count]), table) else { continue }
                _ = withUnsafePointer(to: &from) { pointer in
                    pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                        sendto(descriptor, answer, answer.count, 0, $0, size)
                    }
                }
            }
            close(descriptor)
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// Each question, in order, as in the table.
    var questions: [String] { asked.withLock { $0 } }

    private func answer(_ query: [UInt8], _ table: [String: Answer]) -> [UInt8]? {
        guard let (name, end) = Self.name(in: query), end + 4 <= query.count else { return nil }
        let question = "\(name) \(Int(query[end]) << 8 | Int(query[end + 1]))"
        asked.withLock { $0.append(question) }
        let (code, records, raw): (UInt8, [[UInt8]], [UInt8]) =
            switch table[question] ?? .code(3) {
            case .silence: (0, [], [])
            case .records(let records): (0, records, [])
            case .code(let code): (code, [], [])
            case .raw(let octets): (0, [[]], octets)
            }
        if case .silence? = table[question] { return nil }
        var answer = Array(query[..<2]) + [0x84, code, 0, 1, 0, UInt8(records.count), 0, 0, 0, 0]
        answer += query[12..<(end + 4)]
        guard raw.isEmpty else { return answer + raw }
        for record in records {
            // The name is that of the question; a day of life.
            answer += [0xC0, 12] + query[end..<(end + 4)] + [0, 1, 0x51, 0x80]
            answer += [UInt8(record.count >> 8), UInt8(record.count & 0xFF)] + record
        }
        return answer
    }

    private static func name(in query: [UInt8]) -> (name: String, end: Int)? {
        var labels: [String] = []
        var index = 12
        while index < query.count, query[index] > 0 {
            let end = index + 1 + Int(query[index])
            guard end < query.count else { return nil }
            labels.append(String(decoding: query[(index + 1)..<end], as: UTF8.self).lowercased())
            index = end
        }
        return index < query.count ? (labels.joined(separator: "."), index + 1) : nil
    }

    /// A domain name as record data.
    static func name(_ name: String) -> [UInt8] {
        name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
    }

    /// A text as record data, in strings of at most 255 octets.
    static func text(_ text: String) -> [UInt8] {
        let octets = Array(text.utf8)
        return stride(from: 0, to: max(octets.count, 1), by: 255).flatMap { start -> [UInt8] in
            let piece = octets[start..<min(start + 255, octets.count)]
            return [UInt8(piece.count)] + piece
        }
    }
}
