import UsherCore

/// Says whether mail to a domain of ours comes back to anybody: bounces, and answers.
enum ReturnJudge {
    /// | `MX` | |
    /// | --- | --- |
    /// | hosts with an address | ok |
    /// | a host without one | wrong, or advice while another has one |
    /// | a lone dot (RFC 7505) | wrong: the domain takes no mail |
    /// | none, but an address (RFC 5321 5.1) | advice |
    /// | none, no address | wrong |
    static func judge(_ domain: String, for purpose: String, lookup: DNSLookup) -> Finding {
        let about = "MX of \(domain), for \(purpose)"
        let remedy = "\(domain). 3600 IN MX 10 YOUR-MAIL-SERVER."
        let answer = lookup(DNSQuestion(domain, .mail))
        if let trouble = answer.trouble { return .unanswered(about, domain, trouble) }
        let hosts = answer.mailHosts.map(\.host)
        if hosts.contains(where: { $0.isEmpty || $0 == "." }) {
            return Finding(
                .wrong, about, "it says that it takes no mail (a null MX)",
                wanted: "a host that takes it; many receivers refuse a sender whose domain takes none", remedy: remedy)
        }
        guard !hosts.isEmpty else {
            let addresses = Self.addresses(of: domain, lookup)
            if let trouble = addresses.trouble { return .unanswered(about, domain, trouble) }
            return addresses.found.isEmpty
                ? Finding(
                    .wrong, about, "there is none, and no address", wanted: "a host that takes mail", remedy: remedy)
                : Finding(
                    .advice, about, "there is none; mail goes to its address \(addresses.found[0])",
                    wanted: "a record that says so", remedy: remedy)
        }
        var lost: [String] = []
        for host in hosts {
            let addresses = Self.addresses(of: host, lookup)
            if let trouble = addresses.trouble { return .unanswered(about, host, trouble) }
            if addresses.found.isEmpty { lost.append(host) }
        }
        guard let first = lost.first else { return Finding(.ok, about, hosts.joined(separator: ", ")) }
        return Finding(
            lost.count == hosts.count ? .wrong : .advice, about, "\(first) has no address",
            wanted: "an A or AAAA record of each host", remedy: "\(first). 3600 IN A ADDRESS")
    }

    /// The IPv4 and IPv6 addresses of a name; `trouble` says why one kind could not be asked for, where the other has
    /// none.
    static func addresses(of name: String, _ lookup: DNSLookup) -> (found: [String], trouble: String?) {
        let four = lookup(DNSQuestion(name, .address))
        let six = lookup(DNSQuestion(name, .address6))
        let found = four.addresses + six.addresses
        return (found, found.isEmpty ? four.trouble ?? six.trouble : nil)
    }
}
