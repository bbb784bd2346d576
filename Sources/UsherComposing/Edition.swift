import UsherCore
import UsherHome
import UsherMail

/// One state of the files, checked, compiled, and known to the store: what the daemon works from until the next reload.
/// Never changes; a reload makes another one.
package final class Edition: Sendable {
    package let files: HomeFiles
    package let plan: Plan
    /// The messages of each step, by the language the text is written in.
    private let steps: [StepID: [String: StepMessage]]
    /// The messages of each notice, by its name and the language the text is written in.
    package let notices: [String: [String: StepMessage]]
    private let byHash: [RevisionHash: PreparedMessage]
    /// The steps whose condition or text depends on what the contact did, has as tags or bought.
    package let stepsWithFacts: Set<StepID>
    /// The steps whose text speaks of the contact's own code.
    package let stepsWithCode: Set<StepID>
    package let links: MessageComposer

    /// Compiles every message of `files`. Throws all problems of all templates together.
    package init(files: HomeFiles, catalog: Catalog, press: MessagePress) throws(Problems) {
        var problems: [Problem] = []
        var steps: [StepID: [String: StepMessage]] = [:]
        var notices: [String: [String: StepMessage]] = [:]
        var byHash: [RevisionHash: PreparedMessage] = [:]
        let all = files.stepSources().map({ (String?.none, $0) }) + files.noticeSources()
        press.makeRoom(for: all.count)
        for (notice, sources) in all {
            do {
                let prepared = try press.prepare(sources)
                byHash[prepared.hash] = prepared
                let message = StepMessage(
                    prepared: prepared,
                    inputs: Inputs(names: prepared.template.names, settings: files.settings.of(sources.kind)))
                if let notice {
                    notices[notice, default: [:]][sources.language] = message
                } else if let name = sources.campaign?.name, let campaign = catalog.campaigns[name],
                    let step = sources.step,
                    let id = catalog.steps[campaign]?[step]
                {
                    steps[id, default: [:]][sources.language] = message
                }
            } catch let found as Problems {
                problems += found.list
            } catch {
                problems.append(Problem(file: sources.template.path, "\(error)"))
            }
        }
        guard problems.isEmpty else { throw Problems(problems.uniqued().bounded()) }
        self.files = files
        plan = Plan(files: files, catalog: catalog)
        self.steps = steps
        self.notices = notices
        self.byHash = byHash
        links = press.composer
        func stepsThat(_ asks: (Inputs) -> Bool) -> Set<StepID> {
            Set(steps.filter { $0.value.values.contains { asks($0.inputs) } }.keys)
        }
        stepsWithCode = stepsThat { $0.needsPromoterCode }
        stepsWithFacts = Self.stepsThatAsk(plan).union(stepsThat { $0.needsFacts })
    }

    /// The steps whose condition asks for what the contact did.
    private static func stepsThatAsk(_ plan: Plan) -> Set<StepID> {
        var found: Set<StepID> = []
        for (id, campaign) in plan.campaigns {
            for (index, step) in campaign.steps.enumerated() where step.onlyIf?.needsFacts == true {
                if let stepID = plan.stepID(id, index) { found.insert(stepID) }
            }
        }
        return found
    }

    /// Everything that messages are made from, for the store to keep.
    package var revisions: [RevisionHash: MessageSources] { byHash.mapValues(\.sources) }

    package func prepared(_ hash: RevisionHash) -> PreparedMessage? { byHash[hash] }

    /// The subject that a delivery's message had, or has by these files; the title of its campaign where that cannot be
    /// told.
    package func subject(of row: DeliveryRow) -> String? {
        let current =
            row.notice.flatMap { message(ofNotice: $0, language: nil) }
            ?? row.step.flatMap { message(of: $0, language: nil) }
        guard let composition = row.composition,
            let message = prepared(composition.revision) ?? current?.prepared
        else { return title(of: row) }
        do {
            return try message.template.render(TemplateValue(json: composition.inputs)).subject
        } catch {
            return title(of: row)
        }
    }

    private func title(of row: DeliveryRow) -> String? { row.campaign.flatMap { plan.campaigns[$0]?.title } }

    /// How many connections there are at most to a stream's relay.
    package func connections(_ stream: MailStream = .all) -> Int {
        plan.settings.of(stream: stream).smtp?.connections ?? 5
    }

    /// The message of a step in the language of its reader.
    private func message(of step: StepID, language: String?) -> StepMessage? { best(of: steps[step], language) }

    /// The message of a notice in the language of its reader; nil for a notice that is not there.
    package func message(ofNotice name: String, language: String?) -> StepMessage? { best(of: notices[name], language) }

    private func best(of variants: [String: StepMessage]?, _ language: String?) -> StepMessage? {
        guard let variants else { return nil }
        let fallback = plan.settings.shop.language
        let best = Language.best(for: language, available: Array(variants.keys), fallback: fallback)
        return variants[best] ?? variants[fallback] ?? variants.values.first
    }

    /// Decides whether a candidate may go now, and from what it is made.
    package func clear(
        _ candidate: Candidate, pauses: [Pause], now: Timestamp, pacer: inout Pacer, stream: MailStream = .all
    ) -> Clearance {
        ClearancePolicy.decide(
            candidate, pauses: pauses, plan: plan, now: now, pacer: &pacer, facts: candidate.facts, stream: stream,
            compose: { candidate, _ in composition(for: candidate, now: now) })
    }

    /// The review page of an enrollment; the call to action where there is no public address, or the campaign has no
    /// goal that a review could be.
    private func reviewURL(_ enrollment: Enrollment, _ sources: MessageSources, now: Timestamp) -> String? {
        guard plan.campaigns[enrollment.campaign]?.doneWhen != nil,
            let page = plan.settings.publicLink(PublicPath.review, links.seal.url(.review(enrollment.id), at: now))
        else { return sources.campaign?.callToAction.url }
        return page
    }

    /// What a delivery's message is made from, if it is composed now.
    package func composition(for candidate: Candidate, now: Timestamp) -> Composition {
        if let composition = candidate.composition { return composition }
        guard case .step(let step, let enrollment, _) = candidate.subject,
            let message = message(of: step, language: candidate.contact.language)
        else { return Composition(revision: RevisionHash(octets: []), inputs: "{}", composedAt: now) }
        let sources = message.prepared.sources
        let contact = candidate.contact
        let values = message.inputs.values(
            contact: contact, enrollment: enrollment, campaign: plan.campaigns[enrollment.campaign],
            settings: plan.settings.of(sources.kind),
            unsubscribeURL: sources.kind == .marketing
                ? links.unsubscribeURL(
                    contact: contact.id, delivery: candidate.delivery, composedAt: now, routes: sources.unsubscribe)
                : nil, facts: candidate.facts.owned(plan.journey), ladder: plan.ladder,
            promoterURL: candidate.facts.promoterCode.flatMap { PromoterCode.link($0, plan: plan) },
            reviewURL: message.inputs.needsReviewURL ? reviewURL(enrollment, sources, now: now) : nil)
        return Composition(
            revision: message.prepared.hash, inputs: Addressee(contact).added(to: values).json(),
            composedAt: now)
    }
}

extension Plan {
    /// Makes the plan of what `files` say, under the numbers of `catalog`.
    package init(files: HomeFiles, catalog: Catalog) {
        self.init(
            settings: files.settings, campaigns: files.campaigns, catalog: catalog, journey: files.journey,
            ladder: files.ladder, rewards: files.rewards)
    }
}

/// The message of a step or a notice in one language, and how its tags are looked up.
package struct StepMessage: Sendable {
    package let prepared: PreparedMessage
    package let inputs: Inputs
}

extension Edition {
    /// The address that a link of a message that went out leads to, by the link's number: where its own revision says,
    /// else the call to action of its campaign. Nil where none of that is known any more. `sources` says what a
    /// revision of other files was made from.
    package func address(
        ofLink number: Int, in message: SentMessage, press: MessagePress,
        sources: (RevisionHash) throws -> MessageSources?
    ) -> String? {
        func prepared(_ hash: RevisionHash) -> PreparedMessage? {
            if let prepared = self.prepared(hash) ?? press.prepared(hash) { return prepared }
            return (try? sources(hash)).flatMap { try? press.prepare($0) }
        }
        if let prepared = message.revision.flatMap(prepared) {
            let values = message.inputs.flatMap { try? TemplateValue(json: $0) } ?? .object([:])
            if let found = try? prepared.template.address(ofLink: number, values), !found.isEmpty { return found }
            if let url = prepared.sources.campaign?.callToAction.url { return url }
        }
        return message.campaign.flatMap { plan.campaigns[$0]?.link(settings: plan.settings) }
    }
}
