import CAres
import Foundation

extension DNSAnswer {
    /// Reads the records of the kind `kind` out of the octets of a name server's answer (RFC 1035 4.1); never more than
    /// 100.
    package init(octets: [UInt8], as kind: DNSQuestion.Kind) { self = AnswerReader.read(octets, as: kind) }
}

/// Reads the records out of an answer's octets, with c-ares' own readers.
enum AnswerReader {
    /// How many records of one kind are read; more are not looked at.
    private static let most = 100

    static func read(_ octets: [UInt8], as kind: DNSQuestion.Kind) -> DNSAnswer {
        let count = Int32(octets.count)
        var records: [DNSRecord] = []
        let status: Int32
        switch kind {
        case .text: status = texts(octets, count, &records)
        case .mail: status = mails(octets, count, &records)
        case .address: status = addresses(octets, count, &records)
        case .address6: status = addresses6(octets, count, &records)
        case .reverse: status = names(octets, count, &records)
        }
        guard status == usher_ares_success else {
            return status == usher_ares_no_data ? .none : .failed(String(cString: ares_strerror(status)))
        }
        return records.isEmpty ? .none : .records(records)
    }

    private static func texts(_ octets: [UInt8], _ count: Int32, _ records: inout [DNSRecord]) -> Int32 {
        var first: UnsafeMutablePointer<ares_txt_ext>?
        let status = ares_parse_txt_reply_ext(octets, count, &first)
        defer { ares_free_data(first) }
        var texts: [[UInt8]] = []
        var next = first
        while let one = next?.pointee, texts.count <= most {
            if one.record_start != 0 || texts.isEmpty { texts.append([]) }
            if let text = one.txt {
                texts[texts.count - 1] += UnsafeBufferPointer(start: text, count: one.length)
            }
            next = one.next
        }
        records = texts.prefix(most).map { .text(String(decoding: $0, as: UTF8.self)) }
        return status
    }

    private static func mails(_ octets: [UInt8], _ count: Int32, _ records: inout [DNSRecord]) -> Int32 {
        var first: UnsafeMutablePointer<ares_mx_reply>?
        let status = ares_parse_mx_reply(octets, count, &first)
        defer { ares_free_data(first) }
        var next = first
        while let one = next?.pointee, records.count < most {
            let host = one.host.map { String(cString: $0) } ?? ""
            records.append(.mail(preference: Int(one.priority), host: host.lowercased()))
            next = one.next
        }
        return status
    }

    private static func addresses(_ octets: [UInt8], _ count: Int32, _ records: inout [DNSRecord]) -> Int32 {
        var found = [ares_addrttl](repeating: ares_addrttl(), count: most)
        var number = Int32(most)
        let status = ares_parse_a_reply(octets, count, nil, &found, &number)
        guard status == usher_ares_success else { return status }
        for one in found.prefix(Int(number)) {
            var address = one.ipaddr
            records.append(.address(text(AF_INET, &address)))
        }
        return status
    }

    private static func addresses6(_ octets: [UInt8], _ count: Int32, _ records: inout [DNSRecord]) -> Int32 {
        var found = [ares_addr6ttl](repeating: ares_addr6ttl(), count: most)
        var number = Int32(most)
        let status = ares_parse_aaaa_reply(octets, count, nil, &found, &number)
        guard status == usher_ares_success else { return status }
        for one in found.prefix(Int(number)) {
            var address = one.ip6addr
            records.append(.address(text(AF_INET6, &address)))
        }
        return status
    }

    private static func names(_ octets: [UInt8], _ count: Int32, _ records: inout [DNSRecord]) -> Int32 {
        var host: UnsafeMutablePointer<hostent>?
        let status = ares_parse_ptr_reply(octets, count, nil, 0, AF_INET, &host)
        guard status == usher_ares_success, let host else { return status }
        defer { ares_free_hostent(host) }
        var names: Set<String> = []
        if let name = host.pointee.h_name { names.insert(String(cString: name)) }
        var next = host.pointee.h_aliases
        while let name = next?.pointee, names.count < most {
            names.insert(String(cString: name))
            next = next?.successor()
        }
        records = names.sorted().map { .name($0) }
        return status
    }

    private static func text(_ family: Int32, _ address: UnsafeRawPointer) -> String {
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        guard inet_ntop(family, address, &text, socklen_t(text.count)) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
