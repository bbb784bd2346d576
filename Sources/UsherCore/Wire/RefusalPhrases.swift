/// The phrases that `RefusalText` looks for, by what they mean: separated by commas, in lower case.
enum RefusalPhrases {
    static let all: [(RefusalText.Hints, String)] = [
        (.sender, senders), (.sender, verifying), (.sender, accounts), (.sender, quotas), (.sender, users),
        (.perhapsSender, advice), (.perhapsSender, looseQuotas), (.perhapsSender, relaying), (.perhapsSender, logins),
        (.thisRecipient, thisRecipient), (.gone, gone), (.trouble, trouble), (.doubt, doubt), (.content, content),
        (.suspended, suspended), (.theirMailbox, theirs),
        (.reputation, reputation), (.rate, rate), (.pace, pace), (.greylisted, greylisted), (.limit, limits),
        (.policy, policy), (.unknownRecipient, unknown), (.unknownAccount, unknownAccount),
        (.unavailable, unavailable), (.mailboxFull, full), (.busyMailbox, busy), (.tooBig, tooBig),
        (.noHost, noHosts), (.unreached, unreached),
    ]

    private static let senders = """
        sender address, sender rejected, sender denied, sender is, sender not, sender was, sender has, sender
        blocked, sender refused, sender domain, sender verif*, sender ip, sender's, senders, sender unknown,
        sender invalid, sender policy, invalid sender, unknown sender, bad sender, the sender, of sender, from
        sender, this sender, block* sender, sender id, mail from, from address, from header, from domain,
        envelope from, envelope sender, return path, reverse path, header from, sending domain, sending address,
        sending ip, sending server, sending host, sending mta, originating ip, helo, ehlo, client host, invalid
        hostname, invalid host name, absender*, expéditeur, fully qualified hostname, valid hostname
        """

    /// Phrases about the address that mail comes from.
    private static let verifying = """
        callback, callbacks, callout, call out, sender check, postmaster verif*, originator, originator's,
        originating address, bounce address, reply to address, reply to domain, reply to header, reply to field,
        reply to not, reply to is, reply to mailbox, for reply to, invalid reply to, in from, in sender, sending
        from, domain of address, domain of sender, domain of your, domain of the sender
        """

    private static let accounts = """
        your account, your accounts, your credit*, your plan, your subscription, your quota, your access, not
        verified, unverified sender, unverified domain, unverified identity, is unverified, are unverified, not been
        verified, unconfirmed, pending approval, awaiting approval, not approved, not activated, not been activated,
        verify your, not confirmed, is not a verified, not allowed to send, not permitted to send, not allowed to
        use, not owned by user, cannot send, can't send, may not send, unable to send, not able to send, permission
        to send, sendasdenied*, submissionquota*, submission … quota, sending … disabled, sending … suspended,
        sending … blocked, sending … paused, sending … restricted, sending … not enabled, outgoing mail, outbound
        mail, outgoing email, outbound email, outgoing message*, outbound message*, insufficient credit*, out of
        credit*, no credit*, not enough credit*, credits exceeded, maximum credits, smtp … disabled, smtp … not
        enabled, smtp … blocked, ihr konto, ihres kontos, sandbox, trial account, free account, test account,
        account … not activated, account … under review, account … on hold, sending is
        """

    private static let quotas = """
        sending limit*, sending quota*, sending rate*, send limit*, send quota*, sender limit*, sender quota*,
        sender rate*, sender … quota, sender … limit, relay quota*, relay limit*, relay … quota, relay … limit,
        outgoing … limit*, outgoing … quota, outbound … limit*, outbound … quota, smtp … quota, quota … sending,
        versandlimit*, sendelimit*, versandkontingent*, limite d'envoi, quota d'envoi, limite de envio, límite de
        envío, limite de envío, quota de envio, cuota de envío, limite di invio, limite d'invio, quota di invio,
        limit wysyłki, limit wysyłania, przekroczono limit, verzendlimiet*, verzendquot*, max emails, maximum
        emails, max defers
        """

    /// A user who sends.
    private static let users = """
        smtp user*, smtp account*, smtp auth, relay user*, relay account*, relay database, submission user*,
        submission account*, sending user, sending account, your user, your username, your login, your password,
        user or password, username or, user name or, login, login name, password, passwords
        """

    /// Phrases that a server also says behind another reason: "please check your address book".
    private static let advice = """
        your domain, your server, your mail server, your mailserver, your host, your hostname, your ip, your
        network, your isp, your provider, your client, your email address, your address, your e mail address, your
        connection, your mta, ask your postmaster, not authorized, not authorised, unauthorized, unauthorised,
        account … restricted, account … limit*
        """

    /// Quotas that a mailbox may have too.
    private static let looseQuotas = """
        daily … limit*, daily … quota, hourly … limit*, hourly … quota, monthly … limit*, monthly … quota, quota …
        per day, quota … today, your … quota, message limit*, messages limit*, email limit*, emails limit*, mail
        limit*, mails limit*, recipient limit*, recipients limit*, rcpt limit*, message quota*, messages quota*,
        email quota*, recipients … per, messages … per, emails … per, mails … per, per hour, per minute, too many
        spam, too many bounces, too many errors, too many login*, too many auth*, too many invalid, too many
        unknown, for sending, tageslimit*, stundenlimit*, 24 hour*, 24h, number of messages, number of emails,
        number of recipients, volume limit*
        """

    private static let relaying = """
        relay access, relay* denied, relay* not, relay* is not, relay* is prohibited, relay* prohibited, relay*
        rejected, relay* refused, relay* disabled, relay* forbidden, not permitted to relay, not allowed to
        relay, not relay, not relaying, unable to relay, cannot relay, can't relay, won't relay, don't relay, no
        relay*, open relay, rcpthosts, not a relay, through this server, via this server, use this server, through
        this host, not my customer
        """

    private static let logins = """
        authentica*, authentifi*, auth required, auth command, auth first, log in first, credentials, pop before
        smtp, starttls, tls required, requires tls, encryption required, requires encryption, insecure connection
        """

    /// Exchange's rules about who may write to a group, and what our own provider remembers of an address.
    private static let thisRecipient = """
        resolver rst, suppression list*, manual suppression, inactiverecipient, inactive recipient*, marked as
        inactive, previously bounced, previous bounce, has been suppressed, list of bounced, blacklist of bounced
        """

    private static let gone = """
        mailbox removed, mailbox closed, mailbox deleted, mailbox is disabled, mailbox is closed, mailbox is locked,
        mailbox is restricted, mailbox has been removed, mailbox has been deleted, mailbox has been closed, user
        account is locked, recipient address is locked, recipient is locked, recipient is blacklisted, recipient
        blacklisted, recipient is on your, permanent failure for one or more recipients, no longer with, no longer
        employed
        """

    private static let trouble = """
        timed out, time out, timeout, temporar*, lookup fail*, lookup error*, lookup timeout, try again later, try
        later, try again in, name resolution, unverified address, unverified recipient, verification in progress,
        verification failed, verification failure, verification error, not verify, cannot verify, unable to verify
        """

    private static let doubt = """
        try again, ldap, database, service, services, contract, agreement, cancelled, canceled, terminated, renew,
        connection, connect to, internal error, system error, server error, refused, upgrade, expired
        """

    private static let content = """
        content reject*, content refused, content blocked, content not, message content, phishing, virus, viruses,
        malware, trojan, infected, attachment, attachments, url in, urls in, link in, links in
        """

    private static let suspended = "suspended, suspension"

    private static let theirs = """
        mailbox … suspended, recipient … suspended, recipient's … suspended, suspended mailbox, suspended recipient,
        tried to reach, trying to reach, trying to contact
        """

    private static let reputation = """
        blocked using, blocked by, is blocked, been blocked, blocklist*, block list*, blacklist*, black list*,
        denylist*, deny list*, spamhaus, spamcop, barracudacentral, dnsbl, rbl, listed by, listed in, listed at,
        listed on, reputation, senderscore, sender score, spam, spammer*, spammy, spamming, unsolicited, bulk
        mail, bulk email, junk mail, reverse dns, rdns, ptr, fcrdns, spf, dkim, dmarc, unauthenticated, unusual
        rate, complaint*, abuse, abusive, banned, dynamic ip, residential, bad host, suspicious, administrative*
        prohibit*, administrative prohibition, prohibited by administrator
        """

    private static let rate = """
        rate limit*, ratelimit*, unusual rate, throttl*, too many messages, too many connections, too many
        emails, too many mails, too many e mails, too many concurrent, too many simultaneous, too many sessions,
        too many requests, too many deliver*, ts0*, unexpected volume
        """

    private static let pace = """
        rate … exceeded, exceed* … rate, exceed* … rates, slow down, too fast, too quickly, slower, concurrency
        limit, concurrent connection*, simultaneous connection*, connection limit*, connections limit,
        connection rate, message rate, mail rate, max connections, maximum connections, maximum number of
        connections, number of connections, connections … exceeded, exceed* … connections, high volume,
        excessive volume, too much mail, too many, server … busy, too busy, server … load, system load, load too
        high, high load, back off, reduce … rate, per hour, per minute, per second
        """

    private static let greylisted = "greylist*, graylist*, grey list*, gray list*"

    private static let limits = """
        limit exceeded, limit* … exceeded, exceed* … limit*, limit … reached, reached … limit, over … limit,
        limit … hit, over … quota, exceed* … quota, quota … reached, quota … exceeded, quotaexceeded*, used up,
        exhausted, depleted, per day, per month, too many recipients, allowance, your … limit*, send* … limit*, limite
        … superato, limite … superado, limite … atingido, limite … dépassée, limit … überschritten, limiet … bereikt
        """

    private static let policy = """
        policy, policies, access denied, denied, locked, gesperrt, permission, permitted, prohibited, forbidden,
        blocked, not allowed to, banned, filtered, subscription, billing, payment, unpaid, overdue, invoice,
        restricted, restriction*, refused by, security, license, licence
        """

    private static let unknown = """
        user unknown, unknown user, no such user, no such recipient, no such mailbox, no such person, no such
        address, no such email, no such local user, user not found, recipient not found,
        mailbox not found, recipientnotfound, recipnotfound, user … does not exist, user … doesn't exist,
        recipient … does not exist, recipient … doesn't exist, mailbox … does not exist, mailbox … doesn't
        exist, address … does not exist, address … doesn't
        exist, addressee … does not exist, user … not exist, mailbox … not exist, recipient … not exist, unknown
        recipient, recipient unknown, addressee unknown, unknown addressee, unknown address, address unknown,
        unknown mailbox, mailbox unknown, mailbox for unknown, unknown local part, unknown virtual user, invalid
        mailbox, not a valid mailbox, not a valid user, not a known user, no mailbox here, no mailbox by that name,
        nobody here by that name, user doesn't have a, user does not have a, user … wasn't found, address … couldn't
        be found, address … could not be found, user is unknown, recipient is unknown, mailbox is unknown, nullmx,
        empfänger unbekannt, empfaenger unbekannt, benutzer unbekannt, unbekannter empfänger, unbekannter benutzer,
        postfach existiert nicht, empfänger existiert nicht, utilisateur inconnu, destinataire inconnu, adresse
        inconnue, destinataire n'existe pas, utilisateur n'existe pas, usuario no existe, usuario desconocido,
        destinatario desconocido, destinatario sconosciuto, utente sconosciuto, utente inesistente, usuário
        desconhecido, usuário não existe, gebruiker onbekend, onbekende gebruiker, nieznany użytkownik, użytkownik
        nieznany, nie ma takiego użytkownika
        """

    /// Phrases about an account that is unknown; the code says whose.
    private static let unknownAccount = """
        account … does not exist, account … doesn't exist, no such account, no account by that name
        """

    /// All words that a server says beside 5.1.1 and its kin who means just that, by those words and one of
    /// `recipients`.
    static let generic: Set<String> = words(
        """
        rejected invalid bad unknown illegal undeliverable unroutable unrouteable not found no the a an is has does do
        exist moved try another system syntax name of or for this that in at here sorry such valid lookup by d au
        moins un invalide ungültig ungültige
        """
    ).union(recipients)

    static let recipients: Set<String> = words(
        """
        recipient recipients address addresses addressee mailbox user destination domain alias destinataire adresse
        empfänger empfängeradresse
        """)

    private static func words(_ text: String) -> Set<String> {
        Set(text.split { $0 == " " || $0 == "\n" }.map(String.init))
    }

    private static let unavailable =
        "mailbox unavailable, mailbox is unavailable, account is unavailable, mailbox not available"

    private static let full = """
        mailbox full, mailbox is full, mailbox … is full, over quota, overquota, quota exceeded, exceeded quota,
        exceed* … storage, exceeded storage, out of storage, insufficient storage, insufficient system storage,
        inbox is full, inbox full, full mailbox, mailbox … quota, mailbox … limit, disk quota, storage quota,
        storage limit, storage allocation, out of space, no space, mailbox has exceeded, mailbox exceeded,
        mailbox size limit, mailbox exceeds, mailbox … exceeds allowed, mailbox … 100 used, mailbox … 100 full, is 100
        used, is 100 full, quota violation, mail file … over its quota, not enough space, not enough storage, not enough
        disk, mailbox is over, mailbox has reached, mailbox storage, mail storage exceeded, storage full
        """

    private static let busy =
        "receiving mail at a rate, receiving mail too quickly, receiving too many, receiving messages too"

    private static let tooBig = """
        message too large, message is too large, message too big, message is too big, message size exceed*,
        message exceeds, size limit exceeded, exceed* … size, exceed* … message size, size exceed*, maximum
        message size, max message size, message file too big, message length exceed*, body too large, larger
        than, size limit
        """
}
