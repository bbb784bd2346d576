import UsherCurl

/// A function that asks web servers; each judge is given one. Tests give a table.
package typealias WebLookup = (WebQuestion) -> Result<WebAnswer, WebFault>

extension WebAnswer {
    /// The address that the answer redirects to; nil for an answer that does not.
    var redirect: String? { (300..<400).contains(status) ? headers["location"] ?? "nowhere" : nil }
}
