/// The phrases that `RefusalText` looks for, by what they mean: separated by commas, in lower case.
enum RefusalPhrases {
    static let all: [(RefusalText.Hints, String)] = [
        (.sender, senders), (.sender, accounts), (.suspended, suspended), (.theirMailbox, theirs), (.sender, quotas),
        (.sender, relaying), (.sender, logins),
        (.reputation, reputation), (.rate, rate), (.pace, pace), (.greylisted, greylisted), (.limit, limits),
        (.policy, policy), (.unknownRecipient, unknown),
        (.unavailable, unavailable), (.mailboxFull, full), (.busyMailbox, busy), (.tooBig, tooBig),
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

    private static let accounts = """
        your account, your accounts, your domain, your server, your mail server, your mailserver, your host,
        your hostname, your ip, your network, your isp, your provider, your client, your credit*, your plan,
        your subscription, your email address, your address, your e mail address, your quota, your access, your
        connection, your mta, not verified, unverified sender, unverified domain, unverified identity, is
        unverified, are unverified, not been verified, unconfirmed, pending approval, awaiting approval, not
        approved, not activated, not been activated, verify your, not confirmed, is not a verified, not
        authorized, not authorised, unauthorized, unauthorised, not allowed to send, not permitted to send, not
        allowed to use, not owned by user, cannot send, can't send, may not send, unable to send, not able to
        send, permission to send, sendasdenied*, submissionquota*, submission … quota, sending … disabled,
        sending … suspended, sending … blocked, sending … paused, sending … restricted, sending … not enabled,
        outgoing mail, outbound mail, outgoing email, outbound email, outgoing message*, outbound message*,
        insufficient credit*, out of credit*, no credit*, not enough credit*, credits exceeded, maximum credits,
        smtp … disabled, smtp … not enabled, smtp … blocked, ihr konto, ihres kontos, sandbox, trial account,
        free account, test account, account … restricted, account … not activated, account … under review,
        account … on hold, account … limit*, sending is
        """

    private static let suspended = "suspended, suspension"

    private static let theirs = """
        mailbox … suspended, recipient … suspended, suspended mailbox, suspended recipient, tried to reach,
        trying to reach, trying to contact
        """

    private static let quotas = """
        sending limit*, sending quota*, sending rate*, send limit*, send quota*, sender limit*, sender quota*,
        sender rate*, sender … quota, sender … limit, relay quota*, relay limit*, relay … quota, relay … limit,
        outgoing … limit*, outgoing … quota, outbound … limit*, outbound … quota, daily … limit*, daily … quota,
        hourly … limit*, hourly … quota, monthly … limit*, monthly … quota, quota … per day, quota … today, your
        … quota, smtp … quota, message limit*, messages limit*, email limit*, emails limit*, mail limit*, mails
        limit*, recipient limit*, recipients limit*, rcpt limit*, message quota*, messages quota*, email quota*,
        recipient quota*, recipients … per, messages … per, emails … per, mails … per, per hour, per minute, too
        many spam, too many bounces, too many errors, too many login*, too many auth*, too many invalid, too
        many unknown, quota … sending, for sending, versandlimit*, versandkontingent*, tageslimit*,
        stundenlimit*, limite d'envoi, quota d'envoi, 24 hour*, 24h, max emails, maximum emails, max defers,
        number of messages, number of emails, number of recipients, volume limit*
        """

    private static let relaying = """
        relay access, relay* denied, relay* not, relay* is not, relay* is prohibited, relay* prohibited, relay*
        rejected, relay* refused, relay* disabled, relay* forbidden, not permitted to relay, not allowed to
        relay, not relay, unable to relay, cannot relay, can't relay, won't relay, don't relay, no relay*, open
        relay, rcpthosts, not a relay, through this server, via this server, use this server, through this host,
        not my customer
        """

    private static let logins = """
        authentica*, authentifi*, auth required, auth command, smtp auth, auth first, log in first, login first,
        please login, login required, login failed, credentials, pop before smtp, starttls, tls required,
        requires tls, encryption required, requires encryption, insecure connection
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
        exhausted, depleted, per day, per month, too many recipients, allowance, your … limit*, send* … limit*
        """

    private static let policy = """
        policy, policies, access denied, denied, locked, gesperrt, permission, permitted, prohibited, forbidden,
        blocked, not allowed to, banned, filtered, subscription, billing, payment, unpaid, overdue, invoice,
        restricted, restriction*, refused by, security, license, licence
        """

    private static let unknown = """
        user unknown, unknown user, no such user, no such recipient, no such mailbox, no such person, no such
        address, no such account, no such email, no such local user, user not found, recipient not found,
        mailbox not found, recipientnotfound, recipnotfound, user … does not exist, user … doesn't exist,
        recipient … does not exist, recipient … doesn't exist, mailbox … does not exist, mailbox … doesn't
        exist, account … does not exist, account … doesn't exist, address … does not exist, address … doesn't
        exist, addressee … does not exist, user … not exist, mailbox … not exist, recipient … not exist, unknown
        recipient, recipient unknown, addressee unknown, unknown addressee, unknown address, address unknown,
        unknown mailbox, mailbox unknown, unknown local part, unknown virtual user, invalid mailbox, not a valid
        mailbox, not a valid user, not a known user, no mailbox here, no mailbox by that name, no account by
        that name, nobody here by that name, user doesn't have a, user does not have a, empfänger unbekannt,
        benutzer unbekannt, unbekannter empfänger, unbekannter benutzer, postfach existiert nicht, empfänger
        existiert nicht, utilisateur inconnu, destinataire inconnu, user is unknown, recipient is unknown,
        mailbox is unknown, nullmx
        """

    private static let unavailable =
        "mailbox unavailable, mailbox is unavailable, account is unavailable, mailbox not available"

    private static let full = """
        mailbox full, mailbox is full, mailbox … is full, over quota, overquota, quota exceeded, exceeded quota,
        exceed* … storage, exceeded storage, out of storage, insufficient storage, insufficient system storage,
        inbox is full, inbox full, full mailbox, mailbox … quota, mailbox … limit, disk quota, storage quota,
        storage limit, storage allocation, out of space, no space, mailbox has exceeded, mailbox exceeded,
        mailbox size limit
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
