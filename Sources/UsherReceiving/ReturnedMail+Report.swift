import UsherCore
import UsherMail

extension ReturnedMail {
    /// Reads a mail as far as something may follow from it.
    ///
    /// Whoever wants no more mail:
    ///
    /// | The mail is | and came to | Who |
    /// | --- | --- | --- |
    /// | an answer, a receipt, a report or a complaint of a machine | | nobody |
    /// | anything else, also what a program made of itself (`auto-generated`) | an unsubscribing address with our token, or has it in its subject | whose token it is |
    /// | the word *unsubscribe* or the like (`Leaving`); of a program, nothing else | | its author |
    /// | written by a person | the unsubscribing address | its author |
    ///
    /// What a person answers to an address with the token of a sign-up's confirmation confirms that sign-up, unless its
    /// first words say no.
    ///
    /// - Parameters:
    ///   - leaving: where mail programs write that cannot use the link; nil for none.
    package static func report(
        of octets: [UInt8], leaving: EmailAddress?, seal: TokenSeal
    ) -> ReturnedReport {
        read(octets, seal: seal).report(key: MailKey.of(octets), leaving: leaving)
    }

    /// What may follow from a mail that is read.
    package func report(key: [UInt8], leaving: EmailAddress?) -> ReturnedReport {
        var report = ReturnedReport(key: key, kind: reportKind, summary: summary)
        report.deliveries = traces.deliveries
        report.messageIDs = traces.messageIDs.map { String($0.prefix { $0 != "@" }).lowercased() }
        report.people = traces.recipients
        report.isLetter = isLetter
        switch kind {
        case .report(let recipients):
            report.recipients = recipients.map {
                ReturnedReport.Recipient(
                    addresses: $0.addresses, failed: $0.failed, category: $0.category, isProof: $0.isProof,
                    status: $0.status, said: $0.said)
            }
            report.people += recipients.flatMap(\.addresses)
        case .complaint(let complaint):
            report.isOptOut = complaint.feedback == .optOut
            report.reporter = complaint.reporter
            report.people += complaint.recipients
        case .person:
            // Whoever answers a message of ours writes about it.
            report.people += [author].compactMap(\.self)
            report.confirmation = confirmation
            if report.confirmation == nil { report.leaver = leaver(leaving) }
        case .unsubscribe, .other(.bulk), .other(.machine): report.leaver = leaver(leaving)
        case .automatic, .receipt, .other: break
        }
        report.people = Array(report.people.uniqued().prefix(Traces.most))
        return report
    }

    /// The sign-up that this mail confirms: it answers the mail that asks whether it was they who signed up, and
    /// plainly says yes. Nil for any other mail.
    private var confirmation: ReturnedReport.Confirmation? {
        guard saysYes, case .confirm(let contact, let signedUpAt) = traces.confirming else { return nil }
        let id = traces.ownID.flatMap { $0.isEmpty ? nil : " <\($0)>" } ?? ""
        return ReturnedReport.Confirmation(
            contact: contact, signedUpAt: signedUpAt, evidence: "answer\(id) from \(author?.wire ?? "nobody")")
    }

    private var reportKind: ReturnedReport.Kind {
        switch kind {
        case .report: .report
        case .complaint: .complaint
        case .automatic: .automatic
        case .receipt: .receipt
        case .unsubscribe: .unsubscribe
        case .person: .person
        case .other: .other
        }
    }

    private func leaver(_ address: EmailAddress?) -> ReturnedReport.Leaver? {
        if case .unsubscribe(let contact, let delivery) = traces.leaving { return .person(contact, delivery) }
        guard let author else { return nil }
        switch kind {
        case .unsubscribe: return .author(author.key)
        case .person where traces.hasCome(to: address): return .author(author.key)
        default: return nil
        }
    }
}

extension Traces {
    /// The deliveries that are named under our seal: those of return addresses before those of links, which somebody
    /// may have passed on.
    fileprivate var deliveries: [DeliveryID] {
        let found = sealed.compactMap { token -> (Int, DeliveryID)? in
            switch token {
            case .bounce(let delivery): (0, delivery)
            case .unsubscribe(_, let delivery): (1, delivery)
            default: nil
            }
        }
        return (found.filter { $0.0 == 0 } + found.filter { $0.0 == 1 }).map(\.1).uniqued()
    }

    /// Whether the mail was sent to this address, or to one with something behind a + in it.
    fileprivate func hasCome(to address: EmailAddress?) -> Bool {
        guard let address else { return false }
        return cameTo.contains { found in
            let local = found.localPart.prefix { $0 != "+" }
            return found.key == address.key
                || found.domain == address.domain && local.lowercased() == address.localPart.lowercased()
        }
    }
}
