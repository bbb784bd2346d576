extension Inputs {
    /// What a message may say of a package.
    enum Rung: String, Hashable, Sendable, CaseIterable {
        case name, title, price, url, benefits
    }
}

extension Inputs.Person {
    func rung(_ rung: Inputs.Rung, of package: Ladder.Package) -> TemplateValue? {
        let language = contact.language ?? settings.shop.language
        let package = package.translated(to: language)
        return switch rung {
        case .name: .text(package.name)
        case .title: .text(package.title)
        case .price: .text(LocalFormat.money(package.price, language: language))
        case .url: package.url.map(TemplateValue.text)
        case .benefits: .list(package.benefits.map(TemplateValue.text))
        }
    }
}
