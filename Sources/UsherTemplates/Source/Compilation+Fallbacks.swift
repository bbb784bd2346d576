extension Compilation {
    /// Marks the value tags among `block`, the tags of one block (a paragraph, say), that may be missing: those inside
    /// a section of their own name, and those whose block has an inverted section of their name.
    mutating func markFallbacks(_ block: [Int]) {
        let inverted = Set(block.filter { tags[$0].kind == .inverted }.map { tags[$0].name })
        for index in block where tags[index].kind == .value {
            let name = tags[index].name
            let isInside = tags[index].enclosing.contains { tags[$0].kind == .section && tags[$0].name == name }
            if isInside || inverted.contains(name) { tags[index].hasFallback = true }
        }
    }

    /// As `markFallbacks`, for sources in which a block is a line.
    mutating func markFallbacksByLine(_ parts: [Part]) {
        var line: [Int] = []
        for index in parts.compactMap(\.tag) {
            if let first = line.first, !tags[first].place.isOnLine(of: tags[index].place) {
                markFallbacks(line)
                line = []
            }
            line.append(index)
        }
        markFallbacks(line)
    }
}
