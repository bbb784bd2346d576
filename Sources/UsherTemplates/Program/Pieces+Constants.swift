import UsherCore

extension Pieces {
    /// With the values that the sources say themselves (`shop.*`, say) written in, where no section around a tag could
    /// give its name another meaning; and the problems of those that cannot stand where their tags are.
    func folding(_ constants: TemplateValue, tags: [Tag]) -> (Pieces, [Problem]) {
        var folded = Pieces()
        var problems: [Problem] = []
        for piece in list {
            guard case .value(let index, let escape) = piece, tags[index].enclosing.isEmpty, tags[index].name != ".",
                case .text(let text)? = constants.value(at: tags[index].name), !text.isEmpty
            else {
                folded.append(piece)
                continue
            }
            var octets: [UInt8] = []
            if !escape.append(text, to: &octets) {
                problems.append(tags[index].place.problem("'\(tags[index].name)' \(escape.refusal)"))
            }
            folded.text(String(decoding: octets, as: UTF8.self))
        }
        return (folded, problems)
    }
}
