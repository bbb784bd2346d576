import UsherCore

/// A message's sources, checked and compiled: fixed octets, quoted-printable already, and instructions for what differs
/// between two people. Make it once per revision, keep it, and render with it as often as needed, from any thread.
package struct CompiledMessage: Sendable {
    /// The dotted names whose values `render` needs: those of tags, section tags too, except what the sources say
    /// themselves (`shop.*`, `campaign.*`, `call_to_action.*`). Only these are looked up and kept as a delivery's
    /// inputs. A section's name can be that of a whole object or list, which is then needed as a whole; a name inside a
    /// section can be a field of its item, and then nothing is known under it.
    package let names: Set<String>

    let tags: [Tag]
    let lookups: Lookups
    let subject: Program
    let text: Program
    let html: Program
    /// The addresses of the tracked links, by number.
    let links: [Program]
}

extension CompiledMessage {
    /// Fills the message in for one person: `values` is an object with what `names` asks for. The same values give the
    /// same octets, always.
    ///
    /// `tokens` are those of the tracked links, by number (`linkCount`): each link leads to the token at the public
    /// address. Without them, all links are written as they are.
    ///
    /// Throws the first problem met, with the tag's file, line and column: a value without a fallback is missing (an
    /// empty text counts as missing), a value is not an address where one must be. What no header or text may hold
    /// (line breaks in the subject, control characters) becomes a space, and a subject far too long is cut. Then this
    /// delivery fails, and `retry` can send it once the value is there. Values are never part of the problem's message.
    package func render(_ values: TemplateValue, tokens: [String] = []) throws(Problem) -> RenderedMessage {
        var rendering = Rendering(lookups: lookups.list, tags: tags, values: values, tokens: tokens)
        // A tracked link hides its address: what is wrong with it must come out now, not when somebody follows it.
        if !tokens.isEmpty { for link in links where !link.isFixed { _ = try rendering.output(of: link) } }
        let subject = try rendering.output(of: subject)
        let text = try rendering.output(of: text)
        let html = try rendering.output(of: html)
        return RenderedMessage(
            subject: PlainText.header(String(decoding: subject, as: UTF8.self)), text: text, html: html)
    }
}

extension CompiledMessage {
    /// The problems of the message's names, given those that exist: unknown ones, values that may be missing and have
    /// no fallback, and values used as what they are not. In order of their places; empty means that `render` finds
    /// what it needs as long as the values keep what the vocabulary promises.
    package func check(_ vocabulary: Vocabulary) -> [Problem] {
        let check = NameCheck(tags: tags, constants: lookups.constants, vocabulary: vocabulary)
        return tags.compactMap { tag in check.fault(of: tag).map { tag.place.problem($0) } }.sorted(by: Self.isBefore)
    }
}

extension CompiledMessage {
    /// How many tracked links there are: their numbers are below it. 0 when none is tracked.
    package var linkCount: Int { links.count }

    /// The address that a tracked link leads to for one person: the address that `render` writes where it is given no
    /// token. Nil for a number that the message does not have.
    ///
    /// Throws as `render` does when a value that the address needs is missing.
    package func address(ofLink number: Int, _ values: TemplateValue) throws(Problem) -> String? {
        guard links.indices.contains(number) else { return nil }
        var rendering = Rendering(lookups: lookups.list, tags: tags, values: values)
        return String(decoding: try rendering.output(of: links[number]), as: UTF8.self)
    }
}
