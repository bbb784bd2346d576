import UsherCurl

/// Answers questions; each judge is given one. Tests give a table.
package typealias WebLookup = (WebQuestion) -> Result<WebAnswer, WebFault>

extension WebAnswer {
    /// Where it leads on to; nil for an answer that does not.
    var redirect: String? { (300..<400).contains(status) ? headers["location"] ?? "nowhere" : nil }
}
