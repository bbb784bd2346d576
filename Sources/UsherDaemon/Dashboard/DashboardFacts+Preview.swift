import UsherCore
import UsherHome
import UsherReports

extension DashboardFacts {
    // MARK: Preview

    /// The facts that this daemon knows beside the files that lie there.
    var previews: PreviewBook.Daemon {
        PreviewBook.Daemon(
            inForce: { editions.edition.files }, refusal: { report()?.files }, contact: reader(_:of:),
            state: {
                var hasher = Hasher()
                hasher.combine(editions.number)
                hasher.combine(report()?.files)
                return hasher.finalize()
            })
    }

    /// A contact as a reader of a campaign's e-mails: with what is known of them, and with what began their latest
    /// enrollment in it; who was never in it enters now.
    private func reader(_ id: ContactID, of name: String) throws -> (Sample, since: Timestamp)? {
        guard let contact = try store.contact(id) else { return nil }
        let plan = editions.edition.plan
        let campaign = plan.catalog.campaigns[name]
        let enrollment = try store.enrollments(of: id).last { $0.campaign == campaign }
        let facts = try store.facts(of: id).owned(plan.journey)
        let sample = Sample(
            handle: "", address: contact.address, name: contact.name, zone: contact.zone, language: contact.language,
            stage: contact.stage, attributes: contact.attributes, event: enrollment?.data ?? [:],
            bought: facts.products)
        return (sample, enrollment?.enteredAt ?? clock.now())
    }
}
