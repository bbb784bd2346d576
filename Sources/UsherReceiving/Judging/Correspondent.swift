import UsherCore

/// Who a mail says that it comes from.
struct Correspondent {
    let name: String
    let address: EmailAddress?

    /// - Parameter from: the value of From; of several mailboxes the first.
    init(_ from: String) {
        address = AddressText.first(in: from)
        let mark = from.firstIndex(of: "<") ?? from.endIndex
        name = DecodedWords.read(String(from[..<mark])).trimmedBlanks
    }

    /// A machine that delivers mail, by the address or the name that they give themselves.
    var isDaemon: Bool {
        let local = (address?.localPart ?? name).lowercased()
        let plain = local.filter { $0.isLetter }
        if Self.daemons.contains(plain) { return true }
        if Self.beginnings.contains(where: { plain.hasPrefix($0) }) { return true }
        let words = WordPhrases<Bool>.words(name)
        return !Self.names.meanings(in: words).isEmpty
    }

    /// A machine of whatever kind: nobody reads what is answered.
    var isMachine: Bool {
        let plain = (address?.localPart ?? "").lowercased().filter { $0.isLetter }
        let local = (address?.localPart ?? "").lowercased()
        return isDaemon || Self.silent.contains { plain.hasPrefix($0) } || Self.lists.contains { local.hasSuffix($0) }
            || Self.jobs.contains(local)
    }

    private static let daemons: Set<String> = [
        "postmaster", "mailerdaemon", "mailer", "maildaemon", "mdaemon", "daemon", "mail", "mailsystem", "bounce",
        "bounces", "mailmaster", "smtp", "exchange", "mta", "ndr", "dsn", "maildelivery", "mailgateway",
        "systemadministrator", "mailadmin", "mailadministrator", "messagingsystem", "emailsystem", "qmail", "qmaild",
        "delivery", "deliveryreports", "hostmaster",
    ]
    private static let beginnings = [
        "mailerdaemon", "microsoftexchange", "maildeliverysubsystem", "maildeliverysystem", "postmaster", "mailerd",
        "bouncehandler", "bouncenotification",
    ]
    private static let silent = [
        "noreply", "donotreply", "nereply", "nepasrepondre", "norespond", "nichtantworten", "keineantwort",
        "noresponder",
        "notification", "dmarc", "tlsrpt", "autoreply", "autoresponder", "robot",
    ]
    /// Programs that keep mailing lists, by what they put behind a list's name.
    private static let lists = [
        "-request", "-owner", "-help", "-bounces", "listserv", "majordomo", "mailman",
    ]
    private static let jobs: Set<String> = ["root", "cron", "nobody", "daemon"]
    private static let names = WordPhrases<Bool>([
        (
            true,
            """
            mail delivery subsystem, mail delivery system, mail delivery service, mailer daemon, mail system, internet
            mail delivery, system administrator, mail administrator, postmaster, mail daemon, mail delivery, mail router,
            microsoft outlook, microsoft exchange, systemadministrator, administrateur système, administrador del
            sistema, amministratore di sistema, administrador do sistema, administrator systemu, системный администратор,
            ~システム管理者, ~系统管理员, ~系統管理員, ~시스템 관리자
            """
        )
    ])
}
