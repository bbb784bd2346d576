/// A person who enters, or an event that happened, as somebody said it: texts that nobody has looked at yet.
/// `DraftReader` makes of it what can be carried out.
package struct Draft: Hashable, Sendable {
    /// Where the texts stand, for the sentences about them.
    package enum Door: Hashable, Sendable, CaseIterable {
        case arguments, json
        /// The columns of a contacts file.
        case columns
    }

    package let door: Door
    /// What is not in it was not said.
    package var texts: [DraftField: String]
    package var tags: [String] = []
    package var attributes: [String: String]
    package var data: [String: String]

    /// A field whose text is nil was not said.
    package init(
        _ door: Door, _ texts: [DraftField: String?] = [:], attributes: [String: String] = [:],
        data: [String: String] = [:]
    ) {
        self.door = door
        self.texts = texts.compactMapValues(\.self)
        self.attributes = attributes
        self.data = data
    }

    package subscript(field: DraftField) -> String? {
        get { texts[field] }
        set { texts[field] = newValue }
    }

    func says(_ field: DraftField) -> Bool {
        switch field {
        case .tags: !tags.isEmpty
        case .attributes: !attributes.isEmpty
        case .data: !data.isEmpty
        default: texts[field] != nil
        }
    }

    /// How a sentence names the place of a field, or of one entry of a record.
    func place(_ field: DraftField, _ entry: String? = nil) -> String { field.place(at: door, entry) }
}
