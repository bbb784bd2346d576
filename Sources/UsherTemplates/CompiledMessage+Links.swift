import UsherCore

extension CompiledMessage {
    /// How many tracked links there are: their numbers are below it. 0 when none is tracked.
    package var linkCount: Int { links.count }

    /// Where a tracked link leads for one person: the address that `render` writes where it is given no token. Nil for
    /// a number that the message does not have.
    ///
    /// Throws as `render` does when a value that the address needs is missing.
    package func address(ofLink number: Int, _ values: TemplateValue) throws(Problem) -> String? {
        guard links.indices.contains(number) else { return nil }
        var rendering = Rendering(lookups: lookups.list, tags: tags, values: values)
        return String(decoding: try rendering.output(of: links[number]), as: UTF8.self)
    }
}
