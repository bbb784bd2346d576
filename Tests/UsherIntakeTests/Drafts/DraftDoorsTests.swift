import TestSupport
import Testing
import UsherCore

@testable import UsherIntake

@Suite("A person who enters and an event")
struct DraftDoorsTests {
    private static let noon = Timestamp(seconds: 1_795_431_600)

    private static let plan = Plan.welcome(attributes: ["since": .date])

    /// A draft that is right but for one field, as it comes through a door.
    private static func draft(
        _ door: Draft.Door, _ kind: Draft.Kind, _ field: DraftField, _ text: String
    ) throws -> Draft {
        var draft =
            switch kind {
            case .event:
                Draft(
                    door, [.event: "confirmed", .address: "ada@example.org", .value: "49", .currency: "EUR"],
                    attributes: ["since": "2026-12-04"], data: ["order": "1"])
            case .entry: Draft(door, [.campaign: "welcome", .address: "ada@example.org"])
            }
        switch field {
        case .attributes: draft.attributes = ["since": text]
        case .data: draft.data = ["order": text]
        case .tags: draft.tags = [text]
        default: draft[field] = text
        }
        guard door == .json else { return draft }
        var object = draft.texts.map { ($0.field.rawValue, TemplateValue.text($0.text)) }
        for (name, record) in [("attributes", draft.attributes), ("data", draft.data)] where !record.isEmpty {
            object.append((name, .object(record.mapValues(TemplateValue.text))))
        }
        let value = TemplateValue.object(Dictionary(object) { first, _ in first })
        return try Draft(json: Array(value.json().utf8)[...], as: kind)
    }

    /// Why it is refused, with the same word for every place; nil when it is not.
    private static func refusal(_ draft: Draft, _ kind: Draft.Kind) -> String? {
        var reader = DraftReader(plan: plan, source: "test")
        let fault: Misreading
        do throws(Misreading) {
            switch kind {
            case .event: _ = try reader.event(draft, now: noon)
            case .entry: _ = try reader.entry(draft, now: noon)
            }
            return nil
        } catch { fault = error }
        var words = "\(fault.reason) (\(fault.hasRightForm))"
        for (field, entry) in [(.attributes, "since"), (.data, "order")] + DraftField.allCases.map({ ($0, nil) }) {
            words = words.replacing(draft.place(field, entry), with: "PLACE")
        }
        return words
    }

    @Test("Are refused in the same words at every door, but for the name of the place", arguments: DraftField.allCases)
    func words(field: DraftField) throws {
        for text in ["a\u{7}b", String(repeating: "x", count: 3000)] {
            for kind in [Draft.Kind.event, .entry] where kind == .entry || kind.fields.contains(field) {
                var doors: [Draft.Door] = [.arguments]
                if kind.fields.contains(field) { doors.append(.json) }
                if kind == .entry, DraftField.columns.contains(field) || field == .attributes { doors.append(.columns) }
                guard doors.count > 1 else { continue }
                let answers = try doors.map { Self.refusal(try Self.draft($0, kind, field, text), kind) }
                #expect(answers.allSatisfy { $0 != nil && $0 == answers[0] }, "\(kind): \(answers)")
            }
        }
    }

    @Test("Are taken alike at every door where they are right")
    func right() throws {
        for kind in [Draft.Kind.event, .entry] {
            for door in Draft.Door.allCases {
                #expect(
                    Self.refusal(try Self.draft(door, kind, .zone, "Europe/Madrid"), kind) == nil, "\(kind) \(door)")
            }
        }
    }

    @Test("Have a place of its own for each field at each door")
    func places() {
        #expect(DraftField.zone.place(at: .arguments) == "--zone")
        #expect(DraftField.zone.place(at: .json) == "'zone'")
        #expect(DraftField.zone.place(at: .columns) == "column zone")
        for door in Draft.Door.allCases {
            #expect(Set(DraftField.allCases.map { $0.place(at: door) }).count == DraftField.allCases.count)
        }
    }

    @Test("Say everything that is wrong at once; the first fault decides whether the form is right")
    func together() throws {
        var reader = DraftReader(plan: Self.plan, source: "test")
        let draft = Draft(.arguments, [.address: "ada", .zone: "Mars", .name: ""], attributes: ["since": "May"])
        let fault = #expect(throws: Misreading.self) { try reader.entry(draft, now: Self.noon) }
        #expect(
            fault
                == Misreading(
                    "'ada' is not an e-mail address: it has no @; --zone: 'Mars' is not a time zone's name; write it like "
                        + "Europe/Madrid or UTC; --attr since must be a date like 2026-12-04, not 'May'; --name is empty; "
                        + "say something or leave it out"))
        #expect(throws: Never.self) { try reader.entry(Draft(.arguments, [.address: "a@b.example"]), now: Self.noon) }
    }

    @Test("Have what all share, where their own drafts do not say it")
    func shared() throws {
        var reader = DraftReader(plan: Self.plan, source: "test")
        #expect(throws: Misreading.self) { try reader.share(Draft(.arguments, [.at: "soon"])) }
        try reader.share(Draft(.arguments, [.campaign: "welcome", .key: "fair", .consent: "at the fair"]))
        let first = try reader.entry(Draft(.columns, [.address: "a@b.example"]), now: Self.noon)
        let second = try reader.entry(Draft(.columns, [.address: "c@d.example", .key: "own"]), now: Self.noon)
        #expect([first.key, second.key] == ["fair", "own"])
        #expect([first.campaign, second.campaign] == [CampaignID(3), CampaignID(3)])
        #expect(second.person.consent == Consent(stated: "at the fair", source: "test", at: Self.noon))
    }
}
