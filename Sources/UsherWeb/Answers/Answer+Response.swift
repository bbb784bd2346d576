import HTTPTypes
import Hummingbird
import NIOCore
import UsherTemplates

extension Answer {
    /// On the wire: with every header that all answers have, and for HEAD with the length of what GET would have.
    ///
    /// `ofServer`: what this server says above every answer, but for what one says that it says otherwise.
    func response(to request: Request, render: PageRendering, headers ofServer: HTTPFields = [:]) -> Response {
        var fields = AnswerHeaders.all
        let octets: [UInt8]
        switch content {
        case .page(var page):
            page.accepting = page.accepting ?? request.headers[.acceptLanguage]
            let rendered = render(page)
            octets = rendered.html
            fields[.contentType] = "text/html; charset=utf-8"
            fields[.contentLanguage] = rendered.language
            fields[.contentSecurityPolicy] = rendered.contentSecurityPolicy
        case .octets(let content, let type):
            octets = content
            fields[.contentType] = type
        case .nothing: octets = []
        }
        for field in headers { fields[field.name] = field.value }
        for field in ofServer { fields[field.name] = field.value }
        for field in overServer { fields[field.name] = field.value }
        if status != 204 { fields[.contentLength] = "\(octets.count)" }
        let isBodiless = request.method == .head || octets.isEmpty
        return Response(
            status: HTTPResponse.Status(code: status), headers: fields,
            body: isBodiless ? ResponseBody() : ResponseBody(byteBuffer: ByteBuffer(bytes: octets)))
    }
}
