extension Pieces {
    /// An address. A value at its very beginning is an address itself; any other is a part of one.
    mutating func url(_ url: [Atom], tags: [Tag], inHTML: Bool) {
        var isAtStart = true
        for atom in url {
            switch atom {
            case .text(let text):
                self.text(Literal.url(text, inHTML: inHTML))
                isAtStart = false
            case .tag(let index):
                let whole: Escape = inHTML ? .urlInHTML : .urlInText
                tag(index, tags[index], isAtStart ? whole : .urlPart)
                if tags[index].kind == .value { isAtStart = false }
            }
        }
    }
}
