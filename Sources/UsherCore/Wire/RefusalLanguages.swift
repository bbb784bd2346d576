/// What servers of many countries say in their own languages, and what filters and gateways say: as `RefusalPhrases`.
///
/// The first and the second are held against what a relay says in the dialogue as well; the others count in reports.
enum RefusalLanguages {
    static let unknown = """
        nicht im domino verzeichnis, keine mailbox mit diesem namen, kein postfach mit diesem namen, kein solcher
        benutzer, kein solcher empfänger, empfänger ist unbekannt, benutzer ist unbekannt, unbekannte empfängeradresse,
        figure pas dans l'annuaire domino, aucune boîte … ce nom, aucun utilisateur … ce nom, adresse inexistante,
        utilisateur inexistant, boîte inexistante, compte inexistant, utilisateur non trouvé, destinataire non trouvé,
        no figura en el directorio de domino, no existe … buzón, no existe … usuario, no existe … cuenta, no existe …
        destinatario, buzón inexistente, cuenta inexistente, usuario inexistente, dirección inexistente, dirección
        desconocida, non esiste … casella, non esiste … utente, non esiste … indirizzo, nessuna casella … nome, casella
        non trovata, utente non trovato, destinatario non trovato, indirizzo sconosciuto, usuário não encontrado,
        utilizador desconhecido, utilizador não existe, utilizador … não encontrado, conta inexistente, endereço
        inexistente, usuário inexistente, destinatário inexistente, caixa postal inexistente, geadresseerde onbekend,
        onbekende ontvanger, ontvanger onbekend, onbekend adres, adres onbekend, ontvanger … bestaat niet, postvak …
        bestaat niet, account … bestaat niet, gebruiker … niet gevonden, nie ma takiego adresata, nie ma takiej skrzynki,
        nie ma takiego konta, nieznany adresat, adresat nieznany, adresat … nie istnieje, odbiorca … nie istnieje, nie
        znaleziono adresata, nie znaleziono użytkownika, nie znaleziono odbiorcy, brak takiego użytkownika, mottagaren …
        finns inte, mottagaren finns ej, användaren … finns inte, kontot finns inte, brevlådan finns inte, mottagaren är
        okänd, modtageren … findes ikke, brugeren … findes ikke, postkassen findes ikke, kontoen findes ikke, mottakeren …
        finnes ikke, brukeren … finnes ikke, postboksen finnes ikke, kontoen finnes ikke, modtageren blev ikke fundet,
        mottakeren ble ikke funnet, käyttäjää … ei löydy, käyttäjää ei ole, tuntematon käyttäjä, vastaanottajaa ei ole,
        postilaatikkoa … ei ole, osoitetta … ei ole, uživatel nenalezen, příjemce neexistuje, příjemce nenalezen, účet
        neexistuje, adresát neznámý, adresát neexistuje, schránka … neexistuje, uživatel … neexistuje, používateľ
        neexistuje, neznámy používateľ, neznámy príjemca, príjemca neexistuje, nincs ilyen felhasználó, ismeretlen
        felhasználó, a felhasználó nem létezik, a cím nem létezik, a postafiók nem létezik, a címzett nem létezik, nincs
        ilyen cím, nincs ilyen postafiók, utilizator inexistent, utilizatorul nu există, adresa nu există, căsuța … nu
        există, destinatar necunoscut, destinatarul nu există, contul nu există, böyle bir kullanıcı yok, kullanıcı yok,
        kullanıcı bilinmiyor, alıcı bilinmiyor, alıcı … bulunamadı, posta kutusu bulunamadı, adres mevcut değil,
        kullanıcı mevcut değil, hesap bulunamadı, такого пользователя нет, пользователя не существует, пользователь … не
        найден, почтовый ящик не найден, адресат не найден, адресат … не существует, адресат неизвестен, нет такого
        адреса, нет такого ящика, нет такого адресата, несуществующий адрес, неизвестный получатель, неизвестный
        адресат, учетная запись … не существует, аккаунт … не существует, користувач … не існує, користувача … не існує,
        скринька … не існує, адресата не знайдено, отримувача не знайдено, немає такого користувача, няма такъв
        потребител, непознат потребител, потребителят не съществува, адресът не съществува, непознат корисник, nepoznat
        korisnik, korisnik ne postoji, adresa ne postoji, neznan uporabnik, uporabnik ne obstaja, ο χρήστης δεν υπάρχει,
        ο παραλήπτης δεν υπάρχει, άγνωστος παραλήπτης, η διεύθυνση δεν υπάρχει, tundmatu kasutaja, nezināms lietotājs,
        nežinomas vartotojas, المستخدم غير موجود, العنوان غير موجود, المستلم غير موجود, صندوق البريد غير موجود, مستخدم غير
        معروف, המשתמש לא קיים, הנמען לא נמצא, הכתובת לא קיימת, תיבת הדואר לא קיימת, người dùng không tồn tại, địa chỉ
        không tồn tại, hộp thư không tồn tại, tài khoản không tồn tại, pengguna tidak ditemukan, alamat tidak ditemukan,
        pengguna tidak dikenal, akun tidak ditemukan, ~アカウントを持っていません, ~アカウントが存在し, ~アドレスが存在し,
        ~アドレスは存在し, ~宛先アドレスが不明, ~宛先が不明, ~受信者が存在, ~ユーザ不明, ~ユーザー不明, ~ユーザーは存在し,
        ~收件人地址不存在, ~收件人邮箱不存在, ~邮件地址不存在, ~收件人邮件地址 不存在, ~用户未找到, ~找不到用户, ~找不到该用户,
        ~没有此用户, ~没有这个用户, ~无此邮箱, ~查无此人, ~收件人未找到, ~帐户不存在, ~账户不存在, ~帳戶不存在, ~未知用户,
        ~收件者不存在, ~電子郵件地址不存在, ~사용자를 찾을, ~계정이 없, ~수신자를 찾을, ~알 수 없는 사용자, ~없는 계정,
        ~ไม่พบผู้รับ, ~ไม่พบผู้ใช้
        """

    static let full = """
        postfach ist voll, speichergrenze, speicherlimit, speicherplatz … belegt, speicherplatz … voll, kein
        speicherplatz, postfachgröße … überschritten, postfach … maximale größe, postfach … limit, quota überschritten,
        briefkasten … voll, mailbox … überfüllt, kontingent … erschöpft, boîte … saturée, boîte … remplie, espace …
        insuffisant, capacité … atteinte, quota … atteint, espace de stockage … plein, buzón lleno, bandeja … llena,
        espacio … agotado, sin espacio, cuota … agotada, cuota … excedido, casilla … llena, límite de almacenamiento,
        casella piena, casella … satura, spazio … esaurito, quota … esaurita, quota … raggiunta, spazio insufficiente,
        caixa cheia, caixa … lotada, quota … excedida, espaço … esgotado, sem espaço, cota … atingida, quota … atingida,
        limite de armazenamento, excedeu … cota, excedeu … quota, mailbox … vol, postbus … vol, quota … overschreden,
        opslaglimiet, opslagruimte … vol, inbox … vol, brievenbus … vol, skrzynka pełna, skrzynk* … przepełnion*, brak
        miejsca, przekroczono … pojemność, brevlåda … full, postlåda … full, postlådan … full, inkorg … full, lagringsutrymme
        … slut, kvot* … överskrid*, postkasse … fuld, postkassen … fuld, indbakke … fuld, postkasse … full, postkassen … full,
        innboks … full, innboksen … full, kvote* … overskred*, postilaatikko … täynnä, schránka je plná, kvóta … překročena,
        překročena kvóta, prekročená kvóta, postafiók … megtelt, postafiókja … megtelt, postaláda … megtelt, kvóta … túllép*, căsuța
        … plină, căsuță … plină, cota … depășită, posta kutusu … dolu, kutusu dolu, kota aşıldı, kotası aşıldı, kotasını
        aştı, нет места, недостаточно места, закончилось место, квота исчерпана, превышен* … квот*, переполнен*,
        скринька … переповнена, переповнен*, квоту перевищено, кутията … пълна, pretinac … pun, sanduče … puno,
        γραμματοκιβώτιο … γεμάτο, γεμάτο, صندوق البريد ممتلئ, ممتلئ, תיבת הדואר מלאה, hộp thư … đầy, hết dung lượng, kotak
        surat … penuh, ~メールボックスが一杯, ~メールボックスが満杯, ~受信箱がいっぱい, ~受信ボックスがいっぱい, ~容量が超過,
        ~容量の上限, ~容量がいっぱい, ~がいっぱいです, ~空き容量, ~邮箱容量已满, ~容量已满, ~邮箱满, ~邮箱已经满, ~邮箱空间已满,
        ~空間不足, ~空间不足, ~配额已满, ~已超过配额, ~超過配額, ~信箱容量已滿, ~편지함이 가득, ~용량이 부족, ~용량 부족,
        ~용량을 초과, ~กล่องจดหมายเต็ม
        """

    static let closed = """
        account … terminated, account … not active, account … frozen, mailbox … not active, mailbox … frozen, mailbox …
        closed, user … deleted, user … removed, is defunct, been decommissioned, been retired, has moved, moved away,
        postfach … geschlossen, konto … geschlossen, konto … inaktiv, postfach … inaktiv, stillgelegt, compte … fermé,
        boîte … fermée, compte … clôturé, compte … inactif, compte … suspendu, cuenta … cerrada, dado de baja, dada de
        baja, buzón … desactivado, buzón … inactivo, cuenta … suspendida, cuenta … bloqueada, cuenta … cancelada, casella
        … chiusa, account … chiuso, casella … sospesa, account … sospeso, casella … non attiva, disattivat*, conta …
        encerrada, conta … suspensa, conta … bloqueada, conta … desativado, caixa … desativada, account … gesloten,
        account … opgeheven, mailbox … opgeheven, gedeactiveerd, konto … usunięte, konto … zamknięte, skrzynka …
        nieaktywna, skrzynka … zablokowana, kontot … stängt, kontot … avstängt, kontoen … lukket, kontoen … stengt, konto
        … deaktiver*, tili … suljettu, účet … zrušen, schránka … zrušena, účet … zablokován, fiók … megszűnt, hesap …
        kapatıl*, hesap … devre dışı, ящик … закрыт, ящик … удален, аккаунт … заблокирован, аккаунт … удален, учетная
        запись … заблокирована, учетная запись … отключена, ~休止, ~解約され, ~アカウントは停止, ~アカウントが停止, ~退会,
        ~已注销, ~已禁用, ~已冻结, ~被冻结, ~已关闭, ~已凍結, ~휴면, ~비활성, ~탈퇴, ~정지된, ~해지
        """

    static let unreached = """
        nicht erreichbar, keine verbindung, verbindung … fehlgeschlagen, verbindung … abgelehnt, verbindungsaufbau, frist
        … abgelaufen, zu lange in der warteschlange, zeitlimit, antwortet nicht, injoignable, connexion refusée,
        connexion impossible, impossible de se connecter, délai d'attente, a expiré, trop longtemps dans la file, ne
        répond pas, ne répondait pas, n'a pas répondu, no responde, no se pudo conectar, no se pudo establecer …
        conexión, conexión rechazada, tiempo … agotado, ha caducado, ha expirado, demasiado tiempo en la cola, non
        risponde, connessione rifiutata, impossibile connettersi, impossibile stabilire, tempo massimo, in coda da
        troppo tempo, não responde, conexão recusada, ligação recusada, não foi possível conectar, não foi possível
        estabelecer, tempo limite, expirou, niet bereikbaar, geen verbinding, verbinding … geweigerd, te lang in de
        wachtrij, reageert niet, nie odpowiada, brak odpowiedzi, nie można … połączyć, przekroczono limit czasu,
        przekroczono czas, upłynął czas, svarar inte, svarer ikke, ei vastaa, kunde inte nås, kunne ikke nås,
        aikakatkaisu, neodpovídá, neodpovedá, vypršel časový limit, vypršel čas, nelze se připojit, nem válaszol,
        időtúllépés, nu răspunde, conexiune refuzată, zaman aşımı, yanıt vermiyor, bağlantı kurulamadı, bağlantı
        reddedildi, не отвечает, не удалось соединиться, не удалось установить соединение, нет соединения, соединение
        отклонено, истекло время, истек срок, превышено время, тайм аут, таймаут, не відповідає, не отговаря, δεν
        απαντά, không phản hồi, tidak merespons, انتهت المهلة, لا يستجيب, ~连接超时, ~无法连接, ~連線逾時, ~無法連線,
        ~连接失败, ~多次重试, ~多次尝试, ~投递超时, ~接続できません, ~応答がありません, ~応答しません, ~接続に失敗, ~期限切れ,
        ~時間切れ, ~接続を拒否, ~연결할 수 없, ~시간 초과, ~응답이 없, ~응답하지 않, ~연결에 실패, ~연결 실패
        """

    static let noHosts = """
        domain existiert nicht, domäne existiert nicht, domain nicht gefunden, host nicht gefunden, host unbekannt,
        unbekannter host, unbekannte domain, domain … nicht registriert, domaine inconnu, domaine inexistant, hôte
        inconnu, hôte introuvable, dominio inexistente, dominio desconocido, host desconocido, dominio … no está
        registrado, no existe el dominio, dominio sconosciuto, host sconosciuto, dominio … non trovato, host non
        trovato, domínio inexistente, domínio desconhecido, domínio … não encontrado, host desconhecido, domein …
        bestaat niet, onbekend domein, domein onbekend, domein … niet gevonden, onbekende host, domena … nie istnieje,
        nieznana domena, nie znaleziono domeny, nieznany host, domänen … finns inte, okänd domän, domænet … findes ikke,
        ukendt domæne, domenet … finnes ikke, ukjent domene, tuntematon verkkotunnus, doména … neexistuje, neznámá doména,
        ismeretlen tartomány, a domain nem létezik, domeniu inexistent, domeniul nu există, alan adı bulunamadı, alan
        adı … bulunamadı, alan adı mevcut değil, etki alanı bulunamadı, несуществующий домен, неизвестный домен, хост не найден,
        неизвестный хост, домен не існує, домен не знайдено, النطاق غير موجود, הדומיין לא קיים, tên miền không tồn tại,
        ~ドメインが存在, ~ドメインは存在, ~ホストが存在, ~域名未找到, ~找不到主机, ~主机不存在, ~網域名稱不存在, ~找不到網域,
        ~도메인이 존재, ~도메인을 찾을, ~호스트를 찾을
        """

    static let tooBig = """
        maximale nachrichtengröße, nachricht … überschreitet, dépasse la taille, taille maximale, trop volumineux, supera
        el tamaño, excede el tamaño, tamaño máximo, supera la dimensione, supera le dimensioni, dimensione massima,
        excede o tamanho, tamanho máximo, bericht is te groot, overschrijdt … grootte, wiadomość jest zbyt duża,
        przekracza … rozmiar, meddelandet är för stort, meddelelsen er for stor, meldingen er for stor, viesti on liian
        suuri, zpráva je příliš velká, az üzenet túl nagy, ileti çok büyük, слишком большой размер, превышает … размер,
        размер письма, размер сообщения, повідомлення завелике, ~メールサイズ, ~サイズ制限, ~邮件大小超, ~郵件過大, ~信件過大,
        ~메일 크기
        """

    /// Gateways that look into a message, and servers that want another form.
    static let forbidden = """
        banned content*, banned file*, banned name*, banned attachment*, banned extension*, banned exe, banned zip, banned
        rar, banned js, banned iso, banned img, banned scr, banned … exe, contains banned, contains a virus, contains
        virus, contained a virus, virus found, virus detected, infected with, malware detected, malware found, contains
        malware, containing malware, contains a malicious, malicious content, malicious attachment*, malicious file*,
        dangerous attachment*, dangerous file*, unsafe attachment*, attachment … not allowed, attachment … not accepted,
        attachment … not permitted, attachments … not allowed, attachments … not accepted, attachments … not permitted,
        attachment … blocked, attachment … forbidden, attachment … prohibited, blocked attachment*, prohibited
        attachment*, forbidden attachment*, disallowed attachment*, illegal attachment*, unacceptable attachment*, file
        type … not allowed, file type … blocked, file types … not allowed, file extension … not allowed, file extension …
        blocked, executable content, executable attachment*, executable file*, content control, inappropriate content,
        prohibited content, forbidden content, unacceptable content, offensive content, objectionable content, encrypted
        archive*, encrypted attachment*, password protected archive*, password protected file*, potential security issue,
        malformed message, malformed mime, invalid mime, mime error*, broken mime, bare lf, bare line feed*, bare newline*,
        line length exceed*, line too long, lines too long, header too long, not support smtputf8, smtputf8 … not
        supported, verbotener anhang, verbotene anhänge, verbotener dateityp, unzulässiger anhang, unzulässiger dateityp,
        unerlaubter anhang, anhang … nicht erlaubt, anhang … nicht zugelassen, anhänge … nicht erlaubt, anhänge … nicht
        zugelassen, anhang … blockiert, virus gefunden, enthält … virus, enthält … schadsoftware, pièce jointe …
        interdite, pièce jointe … refusée, pièce jointe … bloquée, pièce jointe … non autorisée, pièces jointes …
        interdites, contient un virus, virus détecté, contenu interdit, adjunto … no permitido, adjunto … bloqueado,
        adjunto … prohibido, adjuntos … no permitidos, contiene un virus, contiene virus, virus detectado, contenido
        prohibido, contenido no permitido, allegato … non consentito, allegato … non ammesso, allegato … bloccato,
        allegato … vietato, contenuto non consentito, contenuto vietato, anexo … não permitido, anexo … bloqueado, anexo …
        proibido, contém vírus, contém um vírus, conteúdo proibido, bijlage … niet toegestaan, bijlage … geblokkeerd,
        bijlage … geweigerd, bevat een virus, verboden bijlage, załącznik … niedozwolony, załącznik … zablokowany,
        niedozwolony załącznik, zawiera wirusa, wykryto wirusa, bilagan … inte tillåten, otillåten bilaga, innehåller virus,
        vedhæft* … ikke tilladt, vedlegg* … ikke tillatt, indeholder virus, inneholder virus, liite … ei sallittu, nepovolená
        příloha, příloha … zakázán*, obsahuje virus, vírust tartalmaz, вложение … запрещено, вложение … заблокировано,
        запрещенное вложение, содержит вирус, обнаружен вирус, virüs içeriyor, virüs bulundu, ~添付ファイルは許可,
        ~添付ファイルが許可, ~禁止された添付, ~ウイルスが検出, ~ウイルスを検出, ~ウイルスに感染, ~检测到病毒, ~含有病毒, ~包含病毒,
        ~感染病毒, ~附件类型, ~禁止的附件, ~偵測到病毒, ~바이러스가, ~첨부파일이 차단
        """

    static let distrust = """
        firewall, spam filter*, spamfilter*, antispam*, anti spam*, bulk filter, bulk email filter, not wanted, not
        welcome, policy reasons, spoofing, spoofed, impersonat*, forged, forgery, untrusted, blockiert, verweigert,
        richtlinie*, nicht erlaubt, nicht zugelassen, nicht berechtigt, nicht autorisiert, unerlaubt*, sperrliste*,
        blockliste*, zurückgewiesen … spam, bloqué*, politique*, non autorisé*, interdit*, accès refusé, liste noire, filtre
        anti spam, réputation, bloquead*, política*, no autorizad*, no permitid*, denegad*, acceso denegado, listas negras,
        reputación, bloccat*, politic*, non autorizzat*, non consentit*, accesso negato, blacklist*, reputazione,
        não autorizad*, não permitid*, negad*, acesso negado, reputação, geblokkeerd, beleid, niet toegestaan, geweigerd, toegang
        geweigerd, zwarte lijst, zablokowan*, polityk*, niedozwolon*, odmowa, czarn* list*, blockerad*, blockerat, åtkomst
        nekad, svartlist*, blokeret, blokkert, adgang nægtet, ingen tilgang, estetty, pääsy evätty, roskaposti*, zablokován*,
        odmítnut*, zamietnut*, přístup odepřen, blokkolva, elutasít*, letilt*, respins*, blocat*, engellen*, erişim reddedildi,
        politikası, kara liste*, istenmeyen, заблокирован*, запрещен*, политик*, доступ запрещен, черн* спис*, репутаци*,
        заблоковано, заборонено, блокиран*, blokiran*, αποκλείστηκε, απορρίφθηκε, محظور, تم حظر, נחסם, bị chặn, diblokir, ditolak,
        ~ブロックされ, ~ポリシー, ~受信拒否, ~拒否され, ~拒绝, ~拒絕, ~被阻止, ~策略, ~黑名单, ~黑名單, ~반송 정책, ~차단, ~거부
        """
}
