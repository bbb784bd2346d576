import Foundation
import UsherComposing
import UsherCore
import UsherReports
import UsherWeb

/// Everything that is held about one person: the answer of `usher contact export`, and of the page that the person is
/// sent a link to. Times are ISO 8601, UTC.
package struct ContactFile: Sendable, Encodable {
    package struct Said: Sendable, Encodable {
        package let kind: MessageKind
        package let said: Consent.Said
        package let basis: String
        package let wording: String?
        package let source: String
        package let at: String
    }

    /// The following of a link in a message.
    package struct Click: Sendable, Encodable {
        package let delivery: Int64
        /// The number of the link in the message, from 1.
        package let link: Int
        /// Who followed the link: `person`, or `scanner` for a mail filter.
        package let by: Visitor
        package let times: Int
        package let first: String
        package let last: String
    }

    package struct Message: Sendable, Encodable {
        package let delivery: Int64
        /// The message's name: `welcome/download`, or a notice's.
        package let message: String
        package let kind: MessageKind
        package let state: DeliveryState
        package let queued: String
        package let settled: String?
        /// The values that were filled in, as JSON; nil before the first attempt.
        package let values: String?
        /// The answer of the receiving server; nil where there was none.
        package let answer: String?
        /// The code of why it was not sent (`DeliveryReason`), and the reason in words; nil for a message that was sent
        /// or still waits.
        package let reason: String?
        package let words: String?
        let row: DeliveryRow

        private enum CodingKeys: String, CodingKey {
            case delivery, message, kind, state, queued, settled, values, answer, reason, words
        }
    }

    package let contact: ContactCard
    package let consents: [Said]
    package let suppressions: [String]
    package let enrollments: [ContactStory.EnrollmentStory]
    package let messages: [Message]
    package let clicks: [Click]
    package let journey: ContactJourney

    /// The file as JSON: sorted keys, one document, a line break at the end.
    package func json() throws -> String { try SortedJSON.text(of: self, indented: true) + "\n" }
}

extension ContactFile {
    /// Reads everything about `contact`. Blocks.
    package init(_ contact: Contact, store: any Store, plan: Plan, now: Timestamp)
        throws(StoreError)
    {
        var facts = try ContactStory.Facts(of: contact, store: store, now: now)
        let clicks = facts.clicks
        // They stand in a list of their own, each with its link.
        facts.clicks = []
        let story = ContactStory(facts, plan: plan, now: now)
        self.contact = ContactCard(
            contact, tags: Set(story.journey.tags), standing: facts.standing, consent: plan.settings.consent)
        consents = facts.consents.map {
            Said(
                kind: $0.kind, said: $0.said, basis: $0.basis, wording: $0.wording, source: $0.source, at: $0.at.iso8601
            )
        }
        suppressions = story.suppressions
        enrollments = story.enrollments
        journey = story.journey
        self.clicks = clicks.map {
            Click(
                delivery: $0.delivery.value, link: Int($0.number), by: $0.visitor, times: $0.count,
                first: $0.first.iso8601, last: $0.last.iso8601)
        }
        messages = facts.deliveries.map { row in
            let campaign = row.campaign
            let step = campaign.flatMap { id in row.step.flatMap { plan.catalog.stepName($0, in: id) } }
            let name = [campaign.flatMap(plan.catalog.campaignName), step].compactMap { $0 }.joined(separator: "/")
            return Message(
                delivery: row.id.value, message: row.notice ?? name, kind: row.kind, state: row.state,
                queued: row.createdAt.iso8601, settled: row.settledAt?.iso8601, values: row.composition?.inputs,
                answer: row.reply.map { "\($0.codes) \($0.text)" }, reason: row.reason?.coded.code,
                words: row.reason?.words, row: row)
        }
    }

    /// The values for the page `data`, in the shop's own words as far as its files have them: labels of stages and
    /// events, subjects of e-mails, what people agreed to.
    func page(_ edition: Edition, language: String?) throws -> ContactData {
        let json = try json()
        let names = edition.plan.journey
        func rows(_ rows: [[String: String]]) -> TemplateValue {
            .list(rows.map { .object($0.mapValues(TemplateValue.text)) })
        }
        func day(_ time: String) -> String { String(time.prefix(10)) }
        var values: [String: TemplateValue] = ["address": .text(contact.address)]
        values["name"] = contact.name.map(TemplateValue.text)
        values["language"] = contact.language.map(TemplateValue.text)
        values["zone"] = contact.zone.map(TemplateValue.text)
        values["stage"] = contact.stage.map { .text(names.stageLabels[$0] ?? $0.rawValue) }
        values["since_on"] = consents.first.map { .text(day($0.at)) }
        values["attributes"] = rows(
            contact.attributes.sorted { $0.key < $1.key }.map { ["name": $0.key, "value": $0.value] })
        values["consents"] = .list(
            consents.map { said in
                var fields: [String: TemplateValue] = [
                    "kind": .text(said.kind.rawValue), "said": .text(said.said.rawValue), "basis": .text(said.basis),
                    "said_on": .text(day(said.at)), "is_\(said.said.rawValue)": .flag(true),
                ]
                fields["wording"] = said.wording.map(TemplateValue.text)
                return .object(fields)
            })
        values["messages"] = rows(
            messages.filter { $0.state == .sent }.map {
                ["title": edition.subject(of: $0.row) ?? $0.message, "sent_on": day($0.settled ?? $0.queued)]
            })
        values["events"] = rows(
            journey.events.map { ["name": names.events[$0.event]?.label ?? $0.event, "told_on": day($0.at)] })
        values["json"] = .text(json)
        return ContactData(values: .object(values), language: language, json: json)
    }
}
