/// A person who enters, or an event that happened, as somebody said it: texts that nobody has looked at yet.
/// `DraftReader` makes of it what can be carried out.
package struct Draft: Hashable, Sendable {
    /// Where the texts stand, for the sentences about them.
    package enum Door: Hashable, Sendable, CaseIterable {
        case arguments, json
        /// The columns of a contacts file.
        case columns
    }

    package struct Text: Hashable, Sendable {
        package let field: DraftField
        package let text: String
    }

    package let door: Door
    /// What was said, in the order of the fields' names. A few of them are, and a reader asks for a dozen: to go
    /// through the few takes less than a dictionary, which hashes a field's name letter by letter.
    package private(set) var texts: [Text] = []
    package var tags: [String] = []
    package var attributes: [String: String]
    package var data: [String: String]
    /// More addresses of a row, where only who must not be mailed is wanted.
    package var furtherAddresses: [String] = []
    /// What another tool's list says of marketing.
    package var listed = ListedConsent.silent

    /// A field whose text is nil was not said.
    package init(
        _ door: Door, _ texts: [DraftField: String?] = [:], attributes: [String: String] = [:],
        data: [String: String] = [:]
    ) {
        self.door = door
        self.attributes = attributes
        self.data = data
        for (field, text) in texts { self[field] = text }
    }

    package subscript(field: DraftField) -> String? {
        get { texts.first { $0.field == field }?.text }
        set {
            texts.removeAll { $0.field == field }
            guard let newValue else { return }
            let place = texts.firstIndex { $0.field.rawValue > field.rawValue } ?? texts.endIndex
            texts.insert(Text(field: field, text: newValue), at: place)
        }
    }

    func says(_ field: DraftField) -> Bool {
        switch field {
        case .tags: !tags.isEmpty
        case .attributes: !attributes.isEmpty
        case .data: !data.isEmpty
        default: self[field] != nil
        }
    }

    /// How a sentence names the place of a field, or of one entry of a record.
    func place(_ field: DraftField, _ entry: String? = nil) -> String { field.place(at: door, entry) }
}
