import HTTPTypes
import UsherMail

/// The cookie that a session is known by.
enum SessionCookie {
    static let name = "usher_dashboard"

    /// How many cookies of the name are looked at: other programs on this machine may set some.
    private static let most = 4

    /// The secret that the browser shows for the session of that room; nil where it shows nothing of this kind. What
    /// others set under the same name keeps nobody out.
    static func read(_ fields: HTTPFields, room: String) -> DashboardSecret? {
        let pairs = fields[values: .cookie].flatMap { $0.split(separator: ";") }
        let secrets = pairs.lazy.compactMap { pair -> DashboardSecret? in
            let pair = pair.drop { $0 == " " || $0 == "\t" }
            guard pair.hasPrefix("\(name)=") else { return nil }
            let value = pair.dropFirst(name.utf8.count + 1)
            return DashboardSecret(.session, shown: value.prefix { $0 != " " && $0 != "\t" })
        }
        return secrets.prefix(most).first { $0.room == room }
    }

    /// The value of Set-Cookie: no script reads it, no page of another site has it sent, no other path gets it, and it
    /// ends with the session.
    static func set(_ secret: DashboardSecret, seconds: Int64) -> String {
        "\(name)=\(secret.text); Path=/s/\(secret.room); Max-Age=\(seconds); HttpOnly; SameSite=Strict"
    }

    static func removed(room: String) -> String {
        "\(name)=; Path=/s/\(room); Max-Age=0; HttpOnly; SameSite=Strict"
    }
}
