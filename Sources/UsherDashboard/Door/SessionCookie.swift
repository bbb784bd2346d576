import HTTPTypes
import UsherMail

/// The cookie that a session is known by.
enum SessionCookie {
    static let name = "usher_dashboard"

    /// What the browser shows; nil where it shows nothing of this kind, or two: which one would it be?
    static func read(_ fields: HTTPFields) -> DashboardSecret? {
        let pairs = fields[values: .cookie].flatMap { $0.split(separator: ";") }
        let values = pairs.compactMap { pair -> Substring? in
            let pair = pair.drop { $0 == " " || $0 == "\t" }
            guard pair.hasPrefix("\(name)=") else { return nil }
            return pair.dropFirst(name.utf8.count + 1)
        }
        guard values.count == 1, let value = values.first else { return nil }
        return DashboardSecret(.session, shown: value.prefix { $0 != " " && $0 != "\t" })
    }

    /// No script reads it, no page of another site has it sent, and it ends with the session.
    static func set(_ secret: DashboardSecret, seconds: Int64) -> String {
        "\(name)=\(secret.text); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Strict"
    }

    static let removed = "\(name)=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
}
