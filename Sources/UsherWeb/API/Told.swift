/// What became of what a program told.
package enum Told: Hashable, Sendable {
    /// It is recorded: a JSON document that says what followed.
    case recorded([UInt8])
    /// It was recorded before, and nothing is added: a JSON document as well.
    case known([UInt8])
    /// Not what the document of the API says. One clause that names the field.
    case malformed(String)
    /// Of the right form, with a field whose text is none of its kind: no address, no moment.
    case unusable(String)
    /// Right in itself, and it cannot be, as things are here: the key is another event's, there is no such campaign,
    /// the person may not enter. One clause.
    case conflict(String)
    /// Right, and this token was not made for it. One clause.
    case forbidden(String)
}

extension Told {
    /// | | Status |
    /// | --- | --- |
    /// | recorded | 201 |
    /// | known | 200 |
    /// | malformed | 400 |
    /// | forbidden | 403 |
    /// | conflict | 409 |
    /// | unusable | 422 |
    var answer: Answer {
        switch self {
        case .recorded(let document): .json(document, status: 201)
        case .known(let document): .json(document)
        case .malformed(let clause): Self.refused("The body", clause, 400)
        case .unusable(let clause): Self.refused("A field cannot be used:", clause, 422)
        case .conflict(let clause): Self.refused("Refused:", clause, 409)
        case .forbidden(let clause): Self.refused("Refused:", clause, 403)
        }
    }

    private static func refused(_ beginning: String, _ clause: String, _ status: Int) -> Answer {
        let end = clause.hasSuffix("?") ? "" : "."
        return .json(APIError.document("\(beginning) \(clause)\(end)", status: status), status: status)
    }
}
