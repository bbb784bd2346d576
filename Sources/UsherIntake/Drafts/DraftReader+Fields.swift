import UsherCore
import UsherHome

/// One field each: what it says, or nil where nothing is said, or where what is wrong is noted.
extension DraftReader {
    /// What is wrong with the draft, everything at once. The first decides about its form.
    var fault: Misreading {
        Misreading(faults.map(\.reason).joined(separator: "; "), hasRightForm: faults.first?.hasRightForm ?? false)
    }

    mutating func note(_ clause: String, hasRightForm: Bool = false) {
        faults.append(Misreading(clause, hasRightForm: hasRightForm))
    }

    mutating func mayHint() -> Bool {
        defer { hints.take() }
        return hints.isLeft
    }

    mutating func line(_ field: DraftField, _ draft: Draft) -> String? {
        guard let text = draft[field] else { return nil }
        guard let fault = DraftField.fault(ofLine: text, at: draft.place(field), longest: field.longest) else {
            return text
        }
        note(fault)
        return nil
    }

    mutating func moment(_ draft: Draft) -> Timestamp? {
        guard let text = draft[.at] else { return nil }
        do { return try Timestamp(parsing: text, clock: shopClock) } catch {
            note("\(draft.place(.at)): \(error.reason)")
            return nil
        }
    }

    mutating func address(_ field: DraftField, _ draft: Draft) -> EmailAddress? {
        let text = draft[field] ?? ""
        do { return try EmailAddress(utf8: Array(text.utf8)[...]) } catch {
            let place = field == .address ? "" : "\(draft.place(field)): "
            let clause = "'\(PlainText.shown(text))' is not an e-mail address: \(error.reason)"
            note(text.isEmpty && field == .address ? "the address is missing" : place + clause)
            return nil
        }
    }

    mutating func person(_ draft: Draft, _ address: EmailAddress?) -> ContactDraft? {
        let zone = name(
            .zone, draft,
            draft[.zone].map { zone in
                zones.answer(zone) { text, mayHint in
                    if let name = ZoneClock.called(text) { return .name(name) }
                    return .fault(KnownNames.zoneFault(text, mayHint: mayHint) ?? "is not a time zone")
                }
            })
        let language = name(
            .language, draft,
            draft[.language].map { language in
                languages.answer(language) { text, _ in
                    if let tag = Language.called(text) { return .name(tag) }
                    return .fault(KnownNames.languageFault(text) ?? "is not a language")
                }
            })
        let attributes = attributes(draft)
        let (name, stage, tags) = (line(.name, draft), stage(draft), tags(draft))
        return address.map {
            ContactDraft(
                address: $0, name: name, attributes: attributes, zone: zone, language: language, tags: tags,
                stage: stage)
        }
    }

    private mutating func name(_ field: DraftField, _ draft: Draft, _ answer: AnsweredTexts.Answer?) -> String? {
        switch answer {
        case .name(let name): return name
        case .fault(let fault): note("\(draft.place(field)): \(fault)", hasRightForm: true)
        case nil: break
        }
        return nil
    }

    private mutating func attributes(_ draft: Draft) -> [String: AttributeValue] {
        let declared = plan.settings.attributes
        var values: [String: AttributeValue] = [:]
        for (name, text) in draft.attributes.sorted(by: { $0.key < $1.key }) {
            guard let type = declared[name]?.type else {
                let hint = Suggestion.phrase(for: name, in: declared.keys.sorted())
                note(
                    "there is no attribute '\(PlainText.shown(name))'"
                        + (hint.isEmpty ? "; declare it under 'attributes' in config/usher.yaml" : hint),
                    hasRightForm: true)
                // There may be any number of them.
                break
            }
            do { values[name] = try AttributeValue.parse(text, as: type) } catch {
                let found = text.isEmpty ? "" : ", not '\(PlainText.shown(text))'"
                note("\(draft.place(.attributes, name)) \(error.reason)\(found)", hasRightForm: true)
            }
        }
        return values
    }

    private mutating func stage(_ draft: Draft) -> Stage? {
        guard let text = draft[.stage] else { return nil }
        if let stage = Stage(rawValue: text.lowercased()) { return stage }
        let hint = mayHint() ? Suggestion.phrase(for: text, in: Stage.allCases.map(\.rawValue)) : ""
        note(Stage.unknown(PlainText.shown(text), hint: hint), hasRightForm: true)
        return nil
    }

    private mutating func tags(_ draft: Draft) -> Set<String> {
        do { return try TagText.checked(draft.tags) } catch {
            note(error.reason)
            return []
        }
    }
}
