/// A function that makes the HTML of pages, from templates on disk. It never fails: a page that cannot be rendered is a
/// plain one that says the essential.
package typealias PageRendering = @Sendable (Page) -> RenderedPage

/// A page, and the policy it was written for.
package struct RenderedPage: Hashable, Sendable {
    /// A whole document in UTF-8.
    package let html: [UInt8]
    /// The page's language as a BCP 47 tag, for `Content-Language`; nil when it is not known.
    package let language: String?
    /// The SHA-256 in Base64 of each `<style>` in the page.
    package let styleHashes: [String]

    package init(html: [UInt8], language: String? = nil, styleHashes: [String] = []) {
        self.html = html
        self.language = language
        self.styleHashes = styleHashes
    }

    /// The value of `Content-Security-Policy` (CSP 3): no script, nothing from elsewhere, exactly the page's own
    /// styles, and forms that post to where the page came from. Images are the shop's own or written in.
    package var contentSecurityPolicy: String {
        let styles = styleHashes.isEmpty ? "'none'" : styleHashes.map { "'sha256-\($0)'" }.joined(separator: " ")
        return "default-src 'none'; style-src \(styles); img-src 'self' data:; form-action 'self'; base-uri 'none'; "
            + "frame-ancestors 'none'"
    }
}
