/// The name that people call a message by: `welcome/download`, or a notice's name.
package struct MessageName: Hashable, Sendable, CustomStringConvertible {
    /// The campaign's name; nil for a notice.
    package let campaign: String?
    /// The step's name, or the notice's.
    package let name: String

    package init(campaign: String?, name: String) {
        self.campaign = campaign
        self.name = name
    }

    package var description: String { campaign.map { "\($0)/\(name)" } ?? name }
}

extension Plan {
    /// The name of a delivery's message in today's files; of what is gone from them, in the catalog.
    package func name(of subject: DeliverySubject) -> MessageName {
        switch subject {
        case .notice(let name, _): MessageName(campaign: nil, name: name)
        case .step(let step, let enrollment, _):
            MessageName(
                campaign: campaigns[enrollment.campaign]?.name ?? catalog.campaignName(enrollment.campaign) ?? "?",
                name: place(step)?.step.name ?? catalog.stepName(step, in: enrollment.campaign) ?? "?")
        }
    }
}
