extension Inputs {
    /// A contact whose language and clock are looked up when a value needs them.
    struct PersonalValues {
        let contact: Contact
        let enrollment: Enrollment?
        let settings: Settings

        private var language: String { contact.language ?? settings.shop.language }

        func attribute(_ name: String) -> TemplateValue? {
            guard let value = contact.attributes[name] ?? settings.attributes[name]?.defaultValue, !value.isEmpty else {
                return nil
            }
            return switch value {
            case .text(let text): .text(text)
            case .number(let number): .text(number)
            case .money(let money): .text(LocalFormat.money(money, language: language))
            case .date(let date): .text(LocalFormat.date(date, language: language))
            case .yesNo(let flag): .flag(flag)
            case .list(let items): .list(items.map(TemplateValue.text))
            }
        }

        /// A day, or a moment, when it reads as one; else as it was told. Where nothing was fixed at the entry, `span`
        /// after it.
        func offerEnds(after span: Int64?) -> TemplateValue? {
            let clock = settings.clock(of: contact.zone)
            guard let enrollment,
                let text = enrollment.data["offer_ends"]
                    ?? span.map({ Campaign.deadline($0, from: enrollment.enteredAt, clock: clock) }), !text.isEmpty
            else { return nil }
            guard let moment = try? Timestamp(parsing: text, clock: clock) else { return .text(text) }
            if text.utf8.count == 10 {
                return .text(LocalFormat.date(clock.wall(at: moment).day.date, language: language))
            }
            return .text(LocalFormat.moment(moment, clock: clock, language: language))
        }
    }
}
