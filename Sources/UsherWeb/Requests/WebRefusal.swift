/// Why a request is not carried out. It becomes a plain page, a JSON object or a line of text, as its route speaks,
/// with a status in the 400s (503 for `later`). Nothing was changed.
package enum WebRefusal: Error, Hashable, Sendable {
    /// 404: no such page.
    case notFound
    /// 404: a link or token that is not ours, or is cut short.
    case unknownLink
    /// 400, with a sentence for whoever sent it.
    case malformed(String)
    /// 401, with `WWW-Authenticate: Bearer`.
    case unauthorized
    /// 403, with a sentence.
    case forbidden(String)
    /// 421: a name that this server does not go by, whatever leads here.
    case otherHost
    /// 410: a link that worked once and works no more.
    case expired
    /// 410: a link of ours that belongs to nobody who is known here any more, so that nothing could be done.
    case nobodys
    /// 422: what was typed cannot be an e-mail address.
    case badAddress
    /// 405, with the methods there are.
    case otherMethod(allow: String)
    /// 413.
    case tooLarge(limit: Int)
    /// 431: more header than is read.
    case headersTooLarge
    /// 415, with the media types that are read.
    case unsupportedType(reads: String)
    /// 422, with a sentence: read, and impossible.
    case impossible(String)
    /// 429, with seconds.
    case tooMany(retryAfter: Int)
    /// 503, with seconds: the database is busy or full.
    case later(retryAfter: Int)
}

extension WebRefusal {
    package var status: Int {
        switch self {
        case .malformed: 400
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound, .unknownLink: 404
        case .otherMethod: 405
        case .expired, .nobodys: 410
        case .tooLarge: 413
        case .unsupportedType: 415
        case .otherHost: 421
        case .impossible, .badAddress: 422
        case .tooMany: 429
        case .headersTooLarge: 431
        case .later: 503
        }
    }

    /// For people, and for logs: it repeats nothing of the request.
    package var sentence: String {
        switch self {
        case .notFound: "There is no such page."
        case .unknownLink: "This link is not one of ours, or it was cut short. Please copy it whole from the e-mail."
        case .malformed(let sentence), .forbidden(let sentence), .impossible(let sentence): sentence
        case .unauthorized: "This needs a valid token: Authorization: Bearer TOKEN."
        case .otherHost: "This server does not go by that name."
        case .expired: "This link has been used already, or is too old."
        case .nobodys:
            "Nothing was done: it is not known here any more whose link this is. If mail still comes, please use the link in "
                + "the newest message, or answer it and say so."
        case .badAddress: "This cannot be an e-mail address."
        case .otherMethod(let allow): "This address is not for that method; it takes \(allow)."
        case .tooLarge(let limit): "The request is too large; at most \(limit) octets are read."
        case .headersTooLarge: "The request's header is too large."
        case .unsupportedType(let reads): "The Content-Type is not read here; send \(reads)."
        case .tooMany: "Too many requests came from your network. Please try again in a minute."
        case .later: "This could not be recorded just now. Nothing was changed. Please try again in a few seconds."
        }
    }
}
