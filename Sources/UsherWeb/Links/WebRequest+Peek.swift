import HTTPTypes

extension WebRequest {
    /// Whether nobody opens what this asks for: HEAD, or a browser or a mail program that fetches ahead.
    ///
    /// | Header | Value | Sent by |
    /// | --- | --- | --- |
    /// | `Sec-Purpose`, `Purpose`, `X-Purpose` | has `prefetch`, `prerender` or `preview` | Chromium (Fetch, 3.1.6), Safari's previews |
    /// | `X-Moz` | `prefetch` | old Firefox |
    var isPeek: Bool {
        isHead
            || Self.purposes.contains { name in
                let value = headers[name]?.lowercased() ?? ""
                return ["prefetch", "prerender", "preview"].contains { value.contains($0) }
            }
    }

    private static let purposes = ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"].compactMap { HTTPField.Name($0) }
}
