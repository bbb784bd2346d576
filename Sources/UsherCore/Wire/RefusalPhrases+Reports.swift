/// What is said in reports, by systems that speak other languages than English or that looked for a server themselves.
/// What a relay says in the dialogue is held against these as well: none of them means two things.
extension RefusalPhrases {
    static let noHosts = """
        host or domain name not found, host not found, host name not found, hostname not found, host unknown, unknown
        host, domain not found, domain name not found, domain does not exist, domain doesn't exist, domain … does not
        exist, domain … doesn't exist, no such domain, no such host, unknown domain, domain unknown, invalid domain,
        domain … not found, domain … couldn't be found, domain … could not be found, domain … wasn't found,
        unrouteable mail domain, unroutable mail domain, unrouteable domain, unroutable domain, unrouteable address,
        unroutable address, nxdomain, name service error, couldn't find any host, could not find any host, cannot find
        any host, name or service not known, dns … no data, no mx, no valid mx, no mail exchanger*, no mail server*,
        mx records point to non existent hosts, illegal host domain name, dns domain … not exist,
        no route … domain, null mx, nullmx, does not accept mail, doesn't accept mail, accepts no mail, domain …
        unbekannt, domain … nicht gefunden, domäne … nicht gefunden, domaine … introuvable, domaine … n'existe pas,
        domain … not appear to be registered, domain … is not registered, domain … isn't registered, domain is not
        valid, no a record, no address record*, does not resolve, couldn't be resolved, could not be resolved, cannot be
        resolved, unable to resolve, failed to resolve, bad destination host, bad destination system, unresolvable,
        unable to find host, unknown mail host, mail host unknown, has no mx,
        dominio … no existe, dominio … no encontrado, dominio … non esiste, dominio … inesistente, domínio … não
        existe, домен … не найден, домен … не существует
        """

    static let unreached = """
        timed out, connection timeout, timeout … waiting, connection refused, connection reset, connection closed,
        connection lost, lost connection, connection dropped, connection died, connection was dropped, connection
        failed, no route to host, network is unreachable, network unreachable, host is unreachable, host unreachable,
        couldn't connect, could not connect, can't connect, unable to connect, cannot connect, failed to connect,
        wasn't able to establish, unable to establish, couldn't establish, not responding, did not respond, didn't
        respond, no answer from, not answering, retry timeout exceeded, retry time, retry limit, message expired,
        delivery expired, delivery time expired, has expired, expired after, message … too old, in the queue too long,
        queue … too long, queue too long, queue lifetime, queue time*, too long in … queue, couldn't be delivered
        after, could not be delivered after, unable to deliver … after, gave up, giving up, given up after, undelivered
        after, maximum retries, max retries, too many hops, hop count exceeded, loop detected, mail loop, mail loops,
        routing loop, loops back to myself, will not answer, no more servers, retry period, attempts exhausted, too many
        attempts, exceed* … delivery attempts, delivery attempts … exceeded, too many retries, retries exhausted, server
        … unreachable, connection aborted, connection error, connect failed, connection could not be established, host
        down, host is down, lifetime … exceeded, ttl expired, deadline … exceeded, zeitüberschreitung, délai … dépassé, délai …
        expiré, tiempo de espera, tempo … esgotado, tempo scaduto, время ожидания
        """

    static let foreign: [(RefusalText.Hints, String)] = [
        (.unknownRecipient, foreignUnknown), (.mailboxFull, foreignFull), (.closed, closed),
        (.unknownLoosely, loose), (.harmful, harmful),
        (.reputation, foreignReputation), (.tooBig, foreignTooBig), (.unreached, "~タイムアウト, ~超时, ~逾時"),
        (.unknownRecipient, RefusalLanguages.unknown), (.mailboxFull, RefusalLanguages.full),
        (.closed, RefusalLanguages.closed), (.unreached, RefusalLanguages.unreached),
        (.noHost, RefusalLanguages.noHosts), (.tooBig, RefusalLanguages.tooBig),
        (.forbidden, RefusalLanguages.forbidden), (.distrust, RefusalLanguages.distrust),
        (.noHost, "~ドメインが見つかりません, ~ホストが見つかりません, ~域名不存在, ~找不到域名, ~网域不存在"),
    ]

    private static let foreignUnknown = """
        email address … couldn't be found, email address … wasn't found, email address … was not found, recipient …
        wasn't found, recipient … couldn't be found, recipient … was not found, recipient … could not be found, mailbox
        … was not found, mailbox … could not be found, user … was not found, no such user here, no such mail account,
        no such mail drop, no such alias, isn't a valid user, isn't a known user, not listed in public name and
        address book, not listed in domino directory, not listed in the directory, not found in directory, not a
        member of our, is not a user here, not our customer, adresse … nicht
        gefunden, empfänger … nicht gefunden, postfach … nicht gefunden, benutzer … nicht gefunden, adresse …
        existiert nicht, empfänger … existiert nicht, benutzer … existiert nicht, postfach … existiert nicht,
        empfängeradresse … nicht, unbekannte adresse, unbekannter nutzer, destinataire … introuvable, adresse …
        introuvable, adresse … n'a pas été trouvée, adresse … n'existe pas, boîte … n'existe pas, compte … n'existe
        pas, destinataire … n'a pas été trouvé, utilisateur … introuvable, buzón … no existe, dirección … no existe,
        cuenta … no existe, destinatario … no existe, dirección … no se encontró, usuario … no existe, usuario no
        encontrado, destinatario no encontrado, no se encontró … dirección, no se ha encontrado … destinatario, no se
        ha encontrado la dirección, indirizzo … non esiste, indirizzo … inesistente, utente … non esiste, casella …
        inesistente, casella … non esiste, destinatario … non esiste, indirizzo … non è stato trovato, destinatario
        inesistente, endereço … não existe, conta … não existe, endereço … não foi encontrado, destinatário
        desconhecido, destinatário … não existe, destinatário … não foi encontrado, caixa … não existe, adres … bestaat
        niet, gebruiker … bestaat niet, mailbox … bestaat niet, adres … niet gevonden, ontvanger … niet gevonden, adres
        … nie istnieje, użytkownik … nie istnieje, skrzynka … nie istnieje, konto … nie istnieje, odbiorca nieznany,
        nieznany odbiorca, nie znaleziono … adresu, okänd mottagare, okänd användare, mottagaren … hittades inte,
        adressen … finns inte, ukendt modtager, ukendt bruger, ukjent mottaker, ukjent bruker, adressen … finnes ikke,
        adressen … findes ikke, vastaanottajaa … ei löydy, osoitetta … ei löydy, tuntematon vastaanottaja, neznámý
        uživatel, neznámý příjemce, adresa … neexistuje, uživatel neexistuje, schránka neexistuje, ismeretlen címzett,
        a címzett … nem található, alıcı bulunamadı, kullanıcı bulunamadı, adres bulunamadı, bilinmeyen kullanıcı,
        utilizator necunoscut, пользователь не найден, пользователь … не существует, нет такого пользователя,
        неизвестный пользователь, адрес … не существует, адрес … не найден, ящик … не существует, ящик … не найден,
        получатель … не найден, получатель … не существует, користувача не знайдено, адреса … не існує, άγνωστος
        χρήστης, δεν βρέθηκε, ~ユーザーが見つかりません, ~ユーザが見つかりません, ~宛先不明, ~存在しません,
        ~あて先が見つかりません, ~宛先が見つかりません, ~受信者が見つかりません, ~メールアドレスが見つかりません,
        ~収件人不存在, ~收件人不存在, ~用户不存在, ~使用者不存在, ~帐号不存在, ~帳號不存在, ~账号不存在, ~地址不存在,
        ~邮箱不存在, ~信箱不存在, ~找不到收件人, ~无此用户, ~無此使用者, ~查無此人, ~존재하지 않, ~찾을 수 없, ~없는 사용자
        """

    private static let harmful = """
        virus, viruses, malware, trojan, infected, attachment, attachments, its content, potential security, security
        issue, virenverdacht, anhang, pièce jointe, archivo adjunto, allegato, anexo, вирус, ~ウイルス, ~病毒, ~附件
        """

    private static let loose = """
        invalid recipient, invalid recipients, invalid address, invalid user, invalid addressee, unknown local user, no
        valid recipients, not listed in, doesn't have a mailbox, does not have a mailbox, no mailbox named, no mailbox,
        isn't valid, no longer valid, not a valid address, not a valid e mail, address is not valid, bad recipient, bad
        address, ungültige adresse, ungültiger empfänger, nicht im adressbuch, nicht im verzeichnis, non elencato,
        non elencata, adresse invalide, destinataire invalide, dirección no válida, destinatario no válido, indirizzo
        non valido, destinatario non valido, endereço inválido, destinatário inválido, ongeldig adres, ongeldige
        ontvanger, nieprawidłowy adres, неверный адрес, ~无效的收件人, ~无效地址, ~無效的收件人, ~無効なアドレス
        """

    private static let foreignFull = """
        postfach … voll, postfach … überfüllt, mailbox … voll, speicherplatz … erschöpft, speicherplatz …
        überschritten, kontingent … überschritten, boîte … pleine, quota … dépassé, buzón … lleno, cuota …
        excedida, cuota … superada, buzón … ha superado, casella … piena, quota … superata, casella … esaurit*, caixa
        … cheia, cota … excedida, postvak … vol, mailbox is vol, skrzynka … pełna, skrzynka … przepełniona,
        brevlådan … full, inkorgen är full, postkassen er fuld, postboks … full, schránka … plná, posta kutusu dolu,
        kotası dolu, ящик … переполнен, ящик … заполнен, квота … превышена, переполнен, ~メールボックスがいっぱい,
        ~容量を超え, ~容量オーバー, ~邮箱已满, ~信箱已滿, ~邮箱空间不足, ~空间已满, ~超出配额, ~용량 초과, ~용량이 초과, ~가득
        """

    private static let closed = """
        account … disabled, account … deactivated, account … closed, account … deleted, mailbox … disabled, mailbox …
        deactivated, mailbox … inactive, mailbox … expired, account … inactive, account has expired, account expired,
        user … inactive, user … disabled, user … deactivated, account … suspended by, account … abandoned, konto …
        gesperrt, konto … deaktiviert, postfach … deaktiviert, postfach … gesperrt, compte … désactivé, boîte …
        désactivée, cuenta … desactivada, cuenta … inactiva, cuenta … deshabilitada, account … disabilitat*, casella …
        disattivat*, casella … disabilitat*, conta … desativada, conta … inativa, konto … nieaktywne, konto …
        zablokowane, ящик … отключен, ящик … заблокирован, ~無効になって, ~已停用, ~被禁用, ~已被停用, no longer
        accepts, no longer accept, no longer exists, no longer active, no longer in use, no longer available, no longer
        in service, no longer here, no longer works, no longer receive*, has left, account … removed, mailbox … removed,
        address … closed, been closed, wurde gelöscht, gelöscht wurde, postfach … gelöscht, konto … gelöscht, existiert
        nicht mehr, nicht mehr gültig, nicht mehr verfügbar, nicht mehr aktiv, n'est plus, n'existe plus, supprimé*, ya
        no existe, ya no está, eliminad*, non è più, non esiste più, eliminat*, não existe mais, já não existe, bestaat
        niet meer, niet langer, już nie istnieje, usunięt*, больше не, удалён, удален
        """

    private static let foreignReputation = """
        als spam, spam verdacht, spamverdacht, comme spam, como spam, come spam, como correo no deseado, unerwünscht*,
        indésirable*, listes noires, lista negra, lista nera, schwarze liste, спам, спама, спамом, ~迷惑メール,
        ~スパム, ~垃圾邮件, ~垃圾郵件, ~스팸
        """

    private static let foreignTooBig = """
        nachricht … zu groß, nachricht … zu gross, message … trop volumineux, message … trop gros, mensaje … demasiado
        grande, messaggio … troppo grande, mensagem … muito grande, bericht … te groot, wiadomość … za duża,
        сообщение … слишком велико, письмо … слишком большое, ~サイズが大きすぎ, ~サイズを超え, ~邮件过大, ~邮件太大
        """
}
