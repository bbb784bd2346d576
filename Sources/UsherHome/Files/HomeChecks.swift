import UsherCore

/// What no file can say alone: steps and their templates, names that moved, and what going live needs.
struct HomeChecks {
    let settings: SettingsDocument?
    let journey: JourneyDocument?
    let campaigns: CampaignFolder
    let templates: TemplateFiles
    let log: ProblemLog

    func run() {
        for campaign in campaigns.documents {
            checkTemplates(of: campaign)
            checkRename(of: campaign)
        }
        checkRenamesTogether()
        checkFolders()
        checkNotices()
        checkConsent()
        if let settings { checkLive(settings) }
    }

    private func checkTemplates(of campaign: CampaignDocument) {
        let files = templates.steps[campaign.name] ?? [:]
        for step in campaign.steps where files[step.name] == nil {
            log.add(
                at: step.place, "step '\(step.name)' has no template; write templates/\(campaign.name)/\(step.name).md")
        }
        guard campaign.stepsAreComplete else { return }
        let names = campaign.steps.map(\.name)
        for (name, variants) in files where !names.contains(name) {
            let hint = Suggestion.phrase(for: name, in: names, orElse: "; add the step or remove the file")
            for file in [variants.base] + variants.languages.values {
                log.add(
                    at: Place(file: file.path),
                    "config/campaigns/\(campaign.name).yaml has no step '\(name)'\(hint)")
            }
        }
    }

    private func checkRename(of campaign: CampaignDocument) {
        guard let old = campaign.campaign?.renamedFrom, let place = campaign.renamedFrom, old != campaign.name,
            campaigns.names.contains(old)
        else { return }
        log.add(at: place, "this campaign cannot be renamed from '\(old)', which is still a campaign")
    }

    /// One old name has one new one.
    private func checkRenamesTogether() {
        var heirs: [String: String] = [:]
        for campaign in campaigns.documents.sorted(by: { $0.name < $1.name }) {
            guard let old = campaign.campaign?.renamedFrom, let place = campaign.renamedFrom,
                !campaigns.names.contains(old)
            else { continue }
            if let first = heirs[old] {
                log.add(at: place, "'\(old)' is renamed to '\(first)' already (config/campaigns/\(first).yaml)")
            }
            heirs[old] = heirs[old] ?? campaign.name
        }
    }

    private func checkFolders() {
        for name in templates.steps.keys where !campaigns.names.contains(name) {
            log.add(
                at: Place(file: "templates/\(name)"),
                "there is no campaign '\(PlainText.shortened(name))' in config/campaigns"
                    + Suggestion.phrase(
                        for: name, in: campaigns.names + TemplateFiles.ownFolders,
                        orElse: "; add it or remove the folder"))
        }
    }

    private func checkNotices() {
        for (notice, place) in journey?.notices ?? [] where templates.notices[notice] == nil {
            log.add(
                at: place,
                "notice '\(notice)' has no template"
                    + Suggestion.phrase(
                        for: notice, in: templates.notices.keys.sorted(),
                        orElse: "; write templates/notices/\(notice).md"))
        }
    }

    /// What the web form and a purchase tell must be events of the journey.
    private func checkConsent() {
        guard let events = journey?.journey.events else { return }
        for (event, place) in settings?.consentEvents ?? [] where events[event] == nil {
            log.add(
                at: place,
                "event '\(event)' is not in config/journey.yaml"
                    + Suggestion.phrase(for: event, in: events.keys.sorted(), orElse: "; add it under 'events'"))
        }
    }

    private func checkLive(_ document: SettingsDocument) {
        let settings = document.settings
        guard settings.mode == .live else { return }
        let place = document.modePlace
        if settings.smtp == nil { log.add(at: place, "mode: live needs a relay; add 'smtp'") }
        let steps = campaigns.documents.compactMap(\.campaign).flatMap(\.steps)
        guard steps.contains(where: { $0.kind == .marketing }) else { return }
        if settings.postalAddress == nil {
            log.add(at: place, "mode: live refuses marketing without a postal address; add 'postal_address'")
        }
        if settings.unsubscribe.isEmpty {
            log.add(
                at: place,
                "mode: live refuses marketing without a way to unsubscribe; add 'public: { url: URL }' or 'unsubscribe: { mailto: ADDRESS }'"
            )
        }
    }
}
