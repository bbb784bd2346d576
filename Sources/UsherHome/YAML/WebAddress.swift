import Foundation

/// URLs that may stand in an e-mail.
enum WebAddress {
    /// A clause that completes "'...' ", for a text that is not an http or https URL with a host; nil for one that is.
    static func fault(_ text: String) -> String? {
        guard text.utf8.count <= 2000 else { return "is longer than 2000 octets" }
        let forbidden: Set<Unicode.Scalar> = ["<", ">", "\"", "\\", "^", "`", "{", "}", "|"]
        guard text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value != 0x7F && !forbidden.contains($0) }) else {
            return "is not a URL: it contains a space or another character that a URL may not have"
        }
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased(), url.host?.isEmpty == false else {
            return "is not a URL like https://shop.example/start"
        }
        guard scheme == "http" || scheme == "https" else { return "must begin with https:// or http://" }
        return url.user == nil && url.password == nil ? nil : "must not contain a user name or a password"
    }
}
