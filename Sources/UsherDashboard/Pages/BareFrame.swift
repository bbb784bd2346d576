import UsherCore

/// The frame of a page where nobody is let in: the name, and no navigation.
enum BareFrame {
    static let values: [String: TemplateValue] = ["mode": .text(""), "session": .flag(false), "links": .list([])]
}
