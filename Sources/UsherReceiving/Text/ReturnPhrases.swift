import UsherCore

/// What the words of a mail that comes back say about what kind of mail it is. Why a recipient was refused is not told
/// here, but by the table that it has in common with the dialogue (`RefusalCategory`).
enum ReturnSign: Hashable {
    /// The mail says that a message was not delivered.
    case failed
    /// The mail says that a message was not delivered yet.
    case delayed
    /// Nobody wrote the mail: somebody is away, or a machine says that the mail has come.
    case automatic
    /// Whoever wrote has to prove something before the mail is delivered.
    case challenge
    /// A message was shown to somebody, or deleted.
    case receipt
    /// Somebody complains of a message.
    case complaint
    /// The mail tells how others do with a list of ours.
    case statistics
}

/// The phrases for each sign, in lower case, separated by commas, as `WordPhrases` reads them. They stand in a subject
/// or in the first lines of a text; a subject alone never decides.
enum ReturnPhrases {
    static let all = WordPhrases<ReturnSign>([
        (.failed, english), (.failed, german), (.failed, romance), (.failed, northern), (.failed, eastern),
        (.failed, ReturnLanguages.failed), (.delayed, delays), (.delayed, ReturnLanguages.delays),
        (.automatic, automatic), (.automatic, ReturnLanguages.automatic), (.challenge, challenges),
        (.receipt, receipts), (.receipt, ReturnLanguages.receipts),
        (.complaint, ComplaintWords.phrases),
        (.statistics, "report domain, dmarc aggregate report, tls report, tlsrpt"),
    ])

    private static let english = """
        undelivered mail, undelivered message, undeliverable, undeliverable mail, undelivered, delivery failed, delivery
        failure, delivery failures, delivery error, delivery status notification, delivery problem, delivery report,
        delivery has failed, delivery … failed, failed delivery, failure notice, returned mail, returned message,
        returned to sender, return to sender, mail system error, mail failure, non delivery, nondelivery, nondeliverable,
        non deliverable, not delivered, wasn't delivered, could not be delivered, couldn't be delivered, cannot be
        delivered, can not be delivered, can't be delivered, could not deliver, cannot deliver, couldn't deliver, can't
        deliver, unable to deliver, not able to deliver, wasn't able to deliver, not be delivered, failed to deliver,
        message rejected, message was rejected, mail rejected, message bounced, message blocked, was not delivered,
        did not reach, didn't reach, permanent fatal errors, permanent delivery errors, fatal errors, address failed,
        addresses failed, recipient failed, recipients failed, could not be sent, couldn't be sent, mail delivery
        subsystem, rejected your message, error sending, problem delivering, error delivering, errors delivering, error
        occurred while … deliver, mail returned, message returned, bounce notification, bounce message, returning
        message to sender, error in delivery, unknown user, user unknown, not accepted, nondelivery report, ndr, message refused, mail refused, was refused, been refused, was rejected, been rejected, automatically rejected, rejected mail
        """

    private static let german = """
        unzustellbar*, nicht zustellbar, zustellung fehlgeschlagen, zustellung … fehlgeschlagen, nicht zugestellt,
        zustellfehler, zustellungsfehler, zustellung nicht möglich, zustellung … nicht möglich, nicht ausgeliefert,
        konnte nicht übermittelt, konnte … nicht zugestellt, zustellen … gescheitert, zurückgewiesen, rückläufer, nicht
        übermittelt, unzustellbarkeit*
        """

    private static let romance = """
        non remis, non remise, non distribué*, non délivré*, échec de remise, échec de la remise, échec de livraison,
        échec de distribution, échec … remise, n'a pas pu être, n'a pas été remis, non distribuable*, impossible de
        remettre, pas été délivré, ne peut être délivré, retour à l'expéditeur, echec de remise, no se puede entregar,
        no se pudo entregar, no ha podido ser entregado, no pudo entregarse, no entregado, no entregada, no se ha podido entregar, no ha podido entregarse, no pudo ser
        entregado, no se entregó, error de entrega, fallo en la entrega, fallo de entrega, error en la entrega,
        devuelto, no ha sido entregado, no es posible entregar, non recapitabile, impossibile recapitare, mancato
        recapito, recapito … riuscito, non è stato recapitato, mancata consegna, consegna … fallita, non consegnat*,
        non è stato consegnato, impossibile consegnare, errore di consegna, não entregue, não pôde ser entregue, falha
        na entrega, falha de entrega, não foi possível entregar, não foi entregue, não é possível entregar, não pode ser
        entregue, devolvid*, erro de entrega, nelivrat*, nu a putut fi livrat, no s'ha pogut lliurar
        """

    private static let northern = """
        onbestelbaar, niet bezorgd, niet worden bezorgd, niet afgeleverd, niet worden afgeleverd, aflevering … mislukt,
        bezorging … mislukt, går inte att leverera, kunde inte levereras, inte levererats, kan inte levereras, kan ikke
        leveres, kunne ikke leveres, ikke levert, ikke leveret, kunne ikke sendes, levering mislykkedes, ei voitu
        toimittaa, ei toimitettu, toimitus epäonnistui, ei voi toimittaa
        """

    private static let eastern = """
        niedostarczon*, nie dostarczono, nie można dostarczyć, nie mogła zostać dostarczona, niedoręczon*, nie została
        dostarczona, nie można było dostarczyć, nedoručiteln*, nelze doručit, nedoručen*, nemohla být doručena,
        nedoručiteľn*, kézbesíthetetlen, nem kézbesíthető, sikertelen kézbesítés, nem sikerült kézbesíteni, teslim
        edilemedi, iletilemedi, teslim edilemeyen, не доставлено, не доставлен, недоставленн*, не удалось доставить,
        не может быть доставлено, невозможно доставить, ошибка доставки, не было доставлено, не доставлена,
        недоставка, не вдалося доставити, не доставлена, μη παραδοτέ*, δεν παραδόθηκε, δεν ήταν δυνατή η παράδοση,
        ~配信不能, ~配信できません, ~配信エラー, ~送信できません, ~届けられません, ~届けることができません, ~配達不能,
        ~配信されません, ~未配信, ~配信に失敗, ~送信に失敗, ~送達できません, ~不達, ~退信, ~无法投递, ~無法投遞, ~無法傳遞,
        ~无法送达, ~無法送達, ~未送达, ~未送達, ~投递失败, ~投遞失敗, ~传递失败, ~傳遞失敗, ~未传递, ~无法发送, ~无法传递,
        ~发送失败, ~배달되지 않, ~전송 실패, ~반송, ~전달할 수 없, ~배달할 수 없, ~배달 실패, ~전송하지 못
        """

    private static let delays = """
        delayed, delivery delay*, message delay*, notification delay, still being retried, not yet been delivered, not
        been delivered yet, not yet delivered, has not been delivered to, yet been delivered, will keep trying, will
        continue to try, will continue trying, continue trying, will be retried, still trying, no action is required,
        delivery is delayed, delivery incomplete, temporary problem, could not send message for past, could not send
        message for the past, warning message only, you do not need to resend, do not need to resend, verzögert,
        verzögerung, noch nicht zugestellt, noch nicht ausgeliefert, retardé*, n'a pas encore, différé*, retrasad*,
        retraso, demora*, aún no se ha entregado, in ritardo, ritardo, non è ancora stato, atrasad*, atraso, ainda não
        foi, vertraagd, vertraging, nog niet, opóźni*, jeszcze nie, försena*, fördröj*, forsinke*, viivästy*, zpožd*,
        késés, gecik*, задерж*, отложен*, пока не, ~遅延, ~遅れて, ~まだ配信, ~延迟, ~延遲, ~지연
        """

    private static let automatic = """
        out of office, out of the office, automatic reply, automatic response, automated reply, automated response, auto
        reply, autoreply, auto response, autoresponse, auto responder, autoresponder, away from my, away from the
        office, i am away, i'm away, on vacation, on holiday, on leave, on annual leave, annual leave, parental leave,
        maternity leave, vacation, abwesenheit*, abwesend, automatische antwort, automatische rückantwort, nicht im
        büro, nicht im haus, im urlaub, außer haus, réponse automatique, absence du bureau, absent du bureau, absente du
        bureau, je suis absent*, en congé*, message d'absence, respuesta automática, fuera de la oficina, autorespuesta,
        risposta automatica, risponditore automatico, fuori sede, fuori ufficio, assente, resposta automática, fora do
        escritório, ausência temporária, automatisch antwoord, afwezig*, automatyczna odpowiedź, autosvar, automatiskt
        svar, frånvar*, automatisk svar, fravær*, automaattinen vastaus, poissa, automatická odpověď, automatikus válasz,
        răspuns automat, автоответ, автоматический ответ, в отпуске, otomatik yanıt, αυτόματη απάντηση, no longer with
        the company, thank you for contacting, ticket, we have received your, request received, ~自動応答, ~自動返信,
        ~不在, ~自动回复, ~自動回覆, ~자동 회신, ~자동응답, ~부재중
        """

    private static let challenges = """
        please confirm your message, please confirm your email, confirm your message, confirm that you are, confirm you
        are, verify that you are, verify you are, you are human, you are a human, you are not a robot, real person,
        sender verification, sender confirmation, sender address verification, challenge response, challenge, waiting
        for your confirmation, action required to deliver, held until, quarantined until, held for, until you confirm,
        until you verify, guest list, waiting list, approved sender, approved senders, allowed senders, spam protection
        … confirm, click … deliver your message, bitte bestätigen sie ihre nachricht, captcha, verification needed, verification required, you are a person, confirme sua mensagem, confirme a sua mensagem, confirme seu e mail, confirme su mensaje, confirme su correo, confirmez votre message, confirmez votre envoi, confermi il messaggio, conferma il tuo messaggio, bestätigen sie … nachricht, confirme clicando, haga clic … entregar, cliquez … remis, bevestig uw bericht, potwierdź wiadomość, подтвердите
        """

    private static let receipts = """
        read receipt, return receipt, was opened by, message status, status opened, was read, has been read, was displayed, has been displayed, delivery receipt,
        lesebestätigung, wurde gelesen, gelesen, accusé de lecture, accusé de réception, a été lu, confirmación de
        lectura, leído, conferma di lettura, ricevuta di ritorno, letto, confirmação de leitura, lida, leesbevestiging,
        gelezen, potwierdzenie odczytu, przeczytano, läskvitto, läst, уведомление о прочтении, прочтено, прочитано,
        ~開封確認, ~开封通知, ~已读, ~已讀, ~읽음
        """
}
