import UsherCore

/// What the names of columns mean, each by itself.
///
/// | The name | is |
/// | --- | --- |
/// | that `--map` speaks of | what it says; a column by which the format says yes or no says that as well |
/// | by which the format, or the plain file, says yes or no | that, and also the attribute of the same name |
/// | of an attribute | the attribute |
/// | any other | what the format, or the plain file, has |
struct ContactsNaming {
    let attributes: [String: AttributeDeclaration]
    let reading: ListReading

    private static let builtIn: [String: ContactsColumn] =
        Dictionary(uniqueKeysWithValues: DraftField.columns.map { ($0.rawValue, .field($0)) })
        .merging(["email": .field(.address), "first_name": .first, "last_name": .last]) { first, _ in first }

    /// Columns of any list that say something of marketing.
    private static let spoken: [String: ListColumn] = [
        "agreed": .isSoHere(.yes, else: .unsubscribed), "unsubscribed": .isSoHere(.unsubscribed),
    ]

    /// What foreign lists call what is one's own here.
    private static let foreign = [
        "e-mail": "address", "mail": "address", "e-mail-adresse": "address", "email-adresse": "address",
        "e-mail address": "address", "emailadresse": "address", "correo": "address", "courriel": "address",
        "vorname": "first_name", "prénom": "first_name", "prenom": "first_name", "nombre": "first_name",
        "first name": "first_name", "nachname": "last_name", "nom": "last_name", "apellido": "last_name",
        "apellidos": "last_name", "last name": "last_name", "sprache": "language", "langue": "language",
        "idioma": "language", "zeitzone": "zone",
    ]

    /// What `--map`, an attribute or, without a format, the plain file says that a column is. Nil for none.
    func own(_ written: String) throws(ImportFault) -> ContactsColumn? {
        let lower = written.lowercased()
        let listed = reading.format?.column(lower)
        let mapped = reading.map.names[lower]
        if mapped == ColumnMap.nothing {
            guard let saying = listed?.saying, !saying.isYesAlone else { return .left }
            throw .speakingColumn(PlainText.shortened(written), tool: reading.format?.title ?? "list")
        }
        let mine: ContactsColumn? =
            if let mapped {
                own(mapped, written)
            } else {
                reading.format == nil ? own(lower, written) : attribute(Self.identifier(lower))
            }
        // Whom the format's own column knows to have said no is not lost to an attribute.
        guard let saying = listed?.saying, let mine, mine.isAttribute else { return mine }
        return .says(saying, name: PlainText.shortened(written), also: mine)
    }

    /// What a column is that is not one's own: what the format has. Nil where nobody knows.
    func listed(_ written: String) -> ContactsColumn? {
        let lower = written.lowercased()
        guard reading.map.names[lower] == nil else { return nil }
        return reading.format?.column(lower).map { listed($0, written) }
    }

    private func own(_ name: String, _ written: String) -> ContactsColumn? {
        if let column = Self.builtIn[name] { return tagged(column) }
        if let saying = Self.spoken[name]?.saying {
            return .says(saying, name: PlainText.shortened(written), also: attribute(name))
        }
        return attribute(name)
    }

    /// Tags by the format's manner, also where `--map` says that a column has them.
    private func tagged(_ column: ContactsColumn) -> ContactsColumn {
        guard column == .field(.tags), let format = reading.format else { return column }
        return .tags(format)
    }

    private func attribute(_ name: String) -> ContactsColumn? {
        guard let type = attributes[name]?.type else { return nil }
        return type == .date ? .date(name, form: reading.dates) : .attribute(name)
    }

    private func listed(_ column: ListColumn, _ written: String) -> ContactsColumn {
        switch column {
        case .field(let field): tagged(.field(field))
        case .first: .first
        case .last: .last
        case .says(let saying): .says(saying, name: PlainText.shortened(written), also: nil)
        case .saidAt(let kind): .saidAt(kind)
        case .left: .left
        }
    }

    /// `Shoe size` as an attribute may be called.
    private static func identifier(_ name: String) -> String {
        String(name.map { $0 == " " || $0 == "-" ? "_" : $0 })
    }

    func unknown(_ written: String, _ index: Int) -> ImportFault.UnknownColumn {
        let lower = written.lowercased()
        let mapped = reading.map.names[lower]
        // There may be thousands, and each is looked for.
        let known =
            index < 100 ? Self.builtIn.keys.sorted() + Self.spoken.keys.sorted() + attributes.keys.sorted() : []
        let speakers = mapped == nil ? ListFormat.speaking(lower).map(\.name) : []
        let spoken = Self.spoken[lower] == nil ? nil : lower
        return ImportFault.UnknownColumn(
            name: PlainText.shortened(mapped ?? written), number: index + 1, isMapped: mapped != nil,
            hidden: InvisibleCharacter.name(in: written), hint: Suggestion.nearest(to: mapped ?? lower, in: known),
            meaning: mapped == nil ? spoken ?? MarketingName.meaning(lower) ?? Self.foreign[lower] : nil,
            speakers: spoken == nil ? speakers : [ImportFault.UnknownColumn.ownFile])
    }
}

extension ContactsColumn {
    fileprivate var isAttribute: Bool {
        switch self {
        case .attribute, .date: true
        default: false
        }
    }
}
