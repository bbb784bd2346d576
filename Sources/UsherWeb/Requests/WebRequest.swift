import HTTPTypes

/// A request, read to its end and decoded.
package struct WebRequest: Sendable {
    /// The value of the path's variable segment: a token, a campaign's name, a code. Not empty where the path has one.
    package let variable: String
    /// Without a body in the answer, and without effect.
    package let isHead: Bool
    /// By name, decoded; the first of a name counts.
    package let query: [String: String]
    package let headers: HTTPFields
    /// Within the route's limit.
    package var body: [UInt8]
    /// Where it came from, as far as limits and ledgers may know.
    package let network: ClientNetwork

    package init(
        variable: String = "", isHead: Bool = false, query: [String: String] = [:], headers: HTTPFields = [:],
        body: [UInt8] = [], network: ClientNetwork = .local
    ) {
        self.variable = variable
        self.isHead = isHead
        self.query = query
        self.headers = headers
        self.body = body
        self.network = network
    }

    /// The media type of the body in lower case, without its parameters: `application/json`. Empty when it says none.
    package var mediaType: String { MediaType.essence(headers[.contentType] ?? "") }

    /// The fields of a form, urlencoded or multipart, by name; the first of a name counts, files are left out. Throws
    /// 415 for any other type and 400 for a body that is not what its type says. Line ends and a byte order mark around
    /// it are none of its fields.
    package func form() throws(WebRefusal) -> [String: String] {
        let body = FormText.bare(body)
        let fields: [(String, String)]?
        switch mediaType {
        case "application/x-www-form-urlencoded": fields = URLEncodedForm.fields(body)
        case "multipart/form-data":
            fields = MediaType.parameter("boundary", of: headers[.contentType] ?? "")
                .flatMap { MultipartForm.fields(Array(body), boundary: $0) }
        default: throw .unsupportedType(reads: FormTypes.words)
        }
        guard let fields else { throw .malformed("The form could not be read.") }
        return Dictionary(fields) { first, _ in first }
    }
}

/// The types of bodies that are forms.
enum FormTypes {
    static let words = "application/x-www-form-urlencoded or multipart/form-data"
}
