extension Pieces {
    /// Appends the address of a link: the plain one, or a tracked link where it has a number.
    mutating func link(_ url: [Atom], _ links: LinkTable, tags: [Tag], inHTML: Bool) {
        guard let number = links.number(of: url, tags: tags) else { return self.url(url, tags: tags, inHTML: inHTML) }
        link(number)
        self.url(url, tags: tags, inHTML: inHTML)
        close()
    }

    /// Appends an address. A value at its very beginning is an address itself; any other is a part of one.
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
