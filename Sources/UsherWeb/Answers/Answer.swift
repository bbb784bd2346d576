import HTTPTypes
import UsherTemplates

/// What a route says.
package struct Answer: Sendable {
    enum Content: Sendable {
        case page(Page)
        case octets([UInt8], type: String)
        case nothing
    }

    package let status: Int
    let content: Content
    /// Beside those that every answer has.
    package var headers: HTTPFields = [:]
    /// Those that stand even where the server has another one above every answer.
    package var overServer: HTTPFields = [:]

    package static func page(_ page: Page, status: Int = 200) -> Answer {
        Answer(status: status, content: .page(page))
    }

    /// One line or several, without a line end.
    package static func text(_ text: String, status: Int = 200) -> Answer {
        Answer(status: status, content: .octets(Array("\(text)\n".utf8), type: "text/plain; charset=utf-8"))
    }

    /// A whole JSON document in UTF-8.
    package static func json(_ document: [UInt8], status: Int = 200) -> Answer {
        Answer(status: status, content: .octets(document, type: "application/json"))
    }

    /// JSON values, one a line, each with its line end.
    package static func ndjson(_ lines: [UInt8], status: Int = 200) -> Answer {
        Answer(status: status, content: .octets(lines, type: "application/x-ndjson"))
    }

    package static func octets(_ octets: [UInt8], type: String, status: Int = 200) -> Answer {
        Answer(status: status, content: .octets(octets, type: type))
    }

    /// - Parameter url: absolute, ASCII; from the files or the ledger, never from the request.
    package static func redirect(to url: String, status: Int = 302) -> Answer {
        var answer = Answer(status: status, content: .nothing)
        answer.headers[.location] = url
        return answer
    }
}
