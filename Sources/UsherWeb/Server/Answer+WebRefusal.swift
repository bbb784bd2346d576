import UsherCore
import UsherTemplates

extension Answer {
    /// What is wrong with a request, as its route speaks: the one place where refusals become answers.
    static func refusal(_ refusal: WebRefusal, voice: Route.Voice) -> Answer {
        var answer =
            switch voice {
            case .pages: page(refusal.page, status: refusal.status)
            case .json: json(APIError.document(refusal.sentence, status: refusal.status), status: refusal.status)
            case .text: text(refusal.sentence, status: refusal.status)
            }
        switch refusal {
        case .otherMethod(let allow): answer.headers[.allow] = allow
        case .tooMany(let seconds), .later(let seconds): answer.headers[.retryAfter] = "\(seconds)"
        case .unauthorized: answer.headers[.wwwAuthenticate] = "Bearer"
        default: break
        }
        return answer
    }
}

extension WebRefusal {
    var page: Page {
        var values: [String: TemplateValue] = ["status": .text("\(status)")]
        switch self {
        case .unknownLink, .notFound: values["is_unknown"] = .flag(true)
        case .badAddress: values["is_address"] = .flag(true)
        case .expired: values["is_expired"] = .flag(true)
        case .nobodys: values["is_nobodys"] = .flag(true)
        case .tooMany: values["is_too_many"] = .flag(true)
        case .later: values["is_busy"] = .flag(true)
        case .unsupportedType(let reads): values["reads"] = .text(reads)
        default: break
        }
        return Page(.problem, values: .object(values))
    }
}
