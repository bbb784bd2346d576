import UsherCore

extension HomeFiles {
    /// What the e-mail of a step is made from, for a reader of `language`; nil when there is no such step, template or
    /// layout.
    ///
    /// `MessageSources.language` is that of the text that was found: the variant's tag, or the shop's language for the
    /// base.
    package func sources(campaign name: String, step: String, language: String) -> MessageSources? {
        guard let campaign = campaign(name), let kind = campaign.steps.first(where: { $0.name == step })?.kind,
            let variants = templates.steps[name]?[step]
        else { return nil }
        var sources = sources(variants, kind: kind, language: language)
        sources?.campaign = CampaignFacts(
            name: campaign.name, title: campaign.title,
            callToAction: CallToAction(
                text: campaign.callToAction.text, url: campaign.link(step: step, settings: settings)))
        sources?.step = step
        sources?.tracking = settings.linkTracking
        return sources
    }

    /// The same for a notice (`confirm`, ...), which is transactional.
    package func sources(notice name: String, language: String) -> MessageSources? {
        templates.notices[name].flatMap { sources($0, kind: .transactional, language: language) }
    }

    /// Every step of every campaign and every notice, in every language that its template is written in; the shop's
    /// language first.
    package func allSources() -> [MessageSources] { stepSources() + noticeSources().map(\.1) }

    package func stepSources() -> [MessageSources] {
        campaigns.flatMap { campaign in
            campaign.steps.flatMap { step in
                languages(of: templates.steps[campaign.name]?[step.name]).compactMap {
                    sources(campaign: campaign.name, step: step.name, language: $0)
                }
            }
        }
    }

    /// With each notice's name.
    package func noticeSources() -> [(String?, MessageSources)] {
        templates.notices.keys.sorted().flatMap { name in
            languages(of: templates.notices[name]).compactMap { language in
                sources(notice: name, language: language).map { (name, $0) }
            }
        }
    }

    private func languages(of variants: TemplateVariants?) -> [String] {
        [settings.shop.language] + (variants?.languages.keys.sorted() ?? []).filter { $0 != settings.shop.language }
    }

    private func sources(_ variants: TemplateVariants, kind: MessageKind, language: String) -> MessageSources? {
        let settings = settings.of(kind)
        let (found, template) = variants.variant(for: language)
        let written = found ?? settings.shop.language
        guard let layout = templates.layouts["default"]?.variant(for: written).file,
            let domain = settings.sender.address.split(separator: "@").last
        else { return nil }
        let told = settings.receive.feedback.providers.filter(\.takesToken)
        return MessageSources(
            template: template, layout: layout,
            partials: templates.partials.mapValues { $0.variant(for: written).file },
            sender: settings.sender, replyTo: settings.replyTo, kind: kind,
            shop: ShopFacts.texts(of: settings), unsubscribe: settings.unsubscribe, domain: String(domain),
            bounceDomain: settings.bounceDomain, language: written, dkimKeys: settings.dkim?.keys,
            toldTo: told.isEmpty ? nil : told)
    }
}
