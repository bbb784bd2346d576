import UsherCore

/// The DMARC policy of From's domain, and whether what receivers check is aligned with From (RFC 9989).
enum DMARCJudge {
    /// Judges the DMARC policy of the domain `from`. `envelope` is the domain of the envelope sender, `signs` whether
    /// Usher signs, which it does for From's domain.
    static func judge(from: String, envelope: String, signs: Bool, lookup: @escaping DNSLookup) -> [Finding] {
        let tree = DMARCTree(lookup: lookup)
        let about = "DMARC of \(from)"
        func wrong(_ found: String, _ wanted: String) -> [Finding] {
            [Finding(.wrong, about, found, wanted: wanted, remedy: advised(from))]
        }
        let policy: DMARCRecord
        do {
            switch try find(from, tree) {
            case .several(let name, let count):
                return wrong("there are \(count) records at \(name), and receivers take none", "one record")
            case .broken(let text):
                return wrong("'\(PlainText.shortened(text))' is no record: it does not begin with v=DMARC1", "a record")
            case .nothing:
                return wrong(
                    "there is no policy, and large providers ask for one", "a policy; p=none is enough to begin")
            case .found(let found): policy = found
            }
        } catch { return [.unanswered(about, error.name, error.why)] }
        let text = PlainText.shortened(policy.text)
        guard policy.policy != nil else {
            return wrong("'\(text)' has no policy: p= is none, quarantine or reject", "one record with a policy")
        }
        let aligned = alignment(from: from, envelope: envelope, signs: signs, policy, tree)
        guard policy.domain == from || policy.isRegistrys != true else {
            return [
                Finding(
                    .advice, about, "there is none but the registry's, of \(policy.domain): '\(text)'",
                    wanted: "a policy of your own; p=none is enough to begin", remedy: advised(from)), aligned,
            ]
        }
        let place = policy.domain == from ? "" : ", of \(policy.domain)"
        return [Finding(.ok, about, "'\(text)'\(place)"), aligned]
    }

    private static func advised(_ domain: String) -> String {
        "_dmarc.\(domain). 3600 IN TXT \"v=DMARC1; p=none; rua=mailto:dmarc@\(domain)\""
    }

    // MARK: Alignment

    /// The finding about SPF's alignment: a domain is aligned if it equals From's, or, unless the policy says `aspf=s`,
    /// is of the same organisation (RFC 9989 4.4).
    private static func alignment(
        from: String, envelope: String, signs: Bool, _ policy: DMARCRecord, _ tree: DMARCTree
    ) -> Finding {
        let about = "alignment with \(from)"
        var isAligned = envelope == from
        var wanted = "\(from) as the return domain, or the policy without aspf=s"
        var remedy = "_dmarc.\(policy.domain). 3600 IN TXT \"\(policy.without("aspf"))\""
        if !isAligned, !policy.isStrictForSPF {
            do {
                let own = try tree.organization(of: from).domain
                isAligned = try tree.organization(of: envelope).domain == own
                wanted = "a return domain of \(own)"
                remedy = "bounce: { domain: bounces.\(from) }"
            } catch { return .unanswered(about, error.name, error.why) }
        }
        switch (isAligned, signs) {
        case (true, true): return Finding(.ok, about, "envelope (\(envelope)) and signature (\(from)) are both aligned")
        case (false, true):
            return Finding(
                .advice, about, "the signature (\(from)) is aligned, the envelope (\(envelope)) is not",
                wanted: wanted, remedy: remedy)
        case (true, false):
            return Finding(
                .ok, about, "the envelope (\(envelope)) is aligned; of the relay's signature nothing is known here")
        case (false, false):
            return Finding(
                .wrong, about, "the envelope (\(envelope)) is not aligned, and Usher does not sign",
                wanted: "\(wanted), or a signature for \(from)", remedy: "usher dkim create")
        }
    }

    // MARK: The policy

    private enum Search {
        case found(DMARCRecord)
        case nothing
        case broken(String)
        case several(name: String, count: Int)
    }

    /// The policy that receivers apply (RFC 9989 4.10.1): the domain's own record, else that of its organisation, else
    /// the registry's. What stands between counts for whose the domain is, never as its policy.
    private static func find(_ domain: String, _ tree: DMARCTree) throws(DMARCTree.Silence) -> Search {
        if let search = search(try tree.place(domain), domain) { return search }
        let organization = try tree.organization(of: domain)
        if let record = organization.records.first(where: { $0.domain == organization.domain }) {
            return .found(record)
        }
        if let registry = organization.records.last { return .found(registry) }
        // Receivers pass over what they cannot take; whoever put it there did not mean that.
        for (name, place) in zip(DMARCTree.names(domain), organization.places) {
            if let search = search(place, name) { return search }
        }
        return .nothing
    }

    private static func search(_ place: DMARCTree.Place, _ domain: String) -> Search? {
        switch place {
        case .nothing: nil
        case .record(let record): .found(record)
        case .several(let count): .several(name: "_dmarc.\(domain)", count: count)
        case .broken(let text): .broken(text)
        }
    }
}
