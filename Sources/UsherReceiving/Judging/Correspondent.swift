import UsherCore

/// The author whom a mail names as its own.
struct Correspondent {
    let name: String
    let address: EmailAddress?

    /// Reads the author of a mail.
    ///
    /// - Parameter from: the value of From; of several mailboxes the first counts.
    init(_ from: String) {
        address = AddressText.first(in: from)
        let mark = from.firstIndex(of: "<") ?? from.endIndex
        name = DecodedWords.read(String(from[..<mark])).trimmedBlanks
    }

    /// Whether it is a machine that delivers mail, by the address or the name that it gives itself.
    ///
    /// - Parameter isFromNobody: whether something else says that no person wrote: only then everyday words count that
    ///   people and companies have as an address, such as `mail@`.
    func isDaemon(isFromNobody: Bool) -> Bool {
        let local = (address?.localPart ?? name).lowercased()
        let plain = local.filter { $0.isLetter }
        if Self.daemons.contains(plain) || isFromNobody && Self.everyday.contains(plain) { return true }
        if Self.beginnings.contains(where: { plain.hasPrefix($0) }) { return true }
        let words = WordPhrases<Bool>.words(name)
        if !Self.names.meanings(in: words).isEmpty { return true }
        // Of `Karl Postmaster` it is the name.
        guard let place = words.firstIndex(of: "postmaster") else { return false }
        return isFromNobody || words[..<place].allSatisfy { Self.companions.contains(String($0)) }
    }

    /// Whether it is a machine of any other kind: nobody reads what is answered.
    var isSilent: Bool {
        let plain = (address?.localPart ?? "").lowercased().filter { $0.isLetter }
        let local = (address?.localPart ?? "").lowercased()
        return Self.silent.contains { plain.hasPrefix($0) } || Self.lists.contains { local.hasSuffix($0) }
            || Self.jobs.contains(local)
    }

    /// Whether the address is `postmaster`: a name that machines write under, and the person whose work they are.
    var isPostmaster: Bool { address?.localPart.lowercased() == "postmaster" }

    /// Whether it is a desk where other people's complaints are taken and passed on.
    var isComplaintDesk: Bool { Self.desks.contains((address?.localPart ?? "").lowercased().filter(\.isLetter)) }

    private static let desks: Set<String> = [
        "abuse", "fbl", "feedbackloop", "complaint", "complaints", "spamreport", "spamreports", "scomp",
    ]
    private static let daemons: Set<String> = [
        "postmaster", "mailerdaemon", "maildaemon", "mdaemon", "mailsystem", "ndr", "dsn", "maildelivery",
        "systemadministrator", "mailadministrator", "messagingsystem", "emailsystem", "qmaild", "deliveryreports",
    ]
    private static let everyday: Set<String> = [
        "mail", "mailer", "daemon", "bounce", "bounces", "mailmaster", "smtp", "exchange", "mta", "mailgateway",
        "mailadmin", "qmail", "delivery", "hostmaster",
    ]
    private static let beginnings = [
        "mailerdaemon", "microsoftexchange", "maildeliverysubsystem", "maildeliverysystem", "postmaster", "mailerd",
        "bouncehandler", "bouncenotification",
    ]
    private static let silent = [
        "noreply", "donotreply", "nereply", "nepasrepondre", "norespond", "nichtantworten", "keineantwort",
        "noresponder",
        "notification", "dmarc", "tlsrpt", "autoreply", "autoresponder",
    ]
    /// Endings of the addresses of programs that keep mailing lists, behind a list's name.
    private static let lists = [
        "-request", "-owner", "-help", "-bounces", "listserv", "majordomo", "mailman",
    ]
    private static let jobs: Set<String> = ["root", "cron", "nobody", "daemon", "robot", "alert", "alerts"]
    /// Words in front of `Postmaster` where that is no person's name.
    private static let companions: Set<String> = [
        "the", "your", "electronic", "mail", "email", "e", "internet", "system", "network", "server", "domain", "der",
    ]
    private static let names = WordPhrases<Bool>([
        (
            true,
            """
            mail delivery subsystem, mail delivery system, mail delivery service, mailer daemon, mail system, internet
            mail delivery, system administrator, mail administrator, mail daemon, mail delivery, mail router,
            microsoft outlook, microsoft exchange, systemadministrator, administrateur système, administrador del
            sistema, amministratore di sistema, administrador do sistema, administrator systemu, системный администратор,
            ~システム管理者, ~系统管理员, ~系統管理員, ~시스템 관리자
            """
        )
    ])
}
