import UsherCore

/// Somebody asks in a sentence of their own to be mailed no more. Whatever else is in it, people have to read it.
///
/// | Text | |
/// | --- | --- |
/// | `Please take me off your list, I moved.` | yes |
/// | `Please do not unsubscribe me`, `I clicked unsubscribe by mistake` | no |
/// | `Stop sending me the second parcel of order 7` | no: it is about an order |
/// | more than 400 octets | no: people read letters |
enum LeavingRequest {
    static let longest = 400

    /// Whether a text is such a request.
    ///
    /// - Parameter lines: what the person wrote, without what is quoted.
    static func isOne(_ lines: [String]) -> Bool {
        let own = lines.prefix { !isBorder($0) }.joined(separator: " ").trimmedBlanks
        guard own.utf8.count <= longest else { return false }
        let found = phrases.meanings(in: WordPhrases<Asks>.words(own.replacing("\u{2019}", with: "'")))
        return found == [.leaves]
    }

    /// Whether the line is one that some programs put above the message that is answered, where they quote it without
    /// marks.
    private static func isBorder(_ line: String) -> Bool {
        let lower = line.prefix(60).lowercased()
        return line.hasPrefix("-----") || borders.contains { lower.hasPrefix($0) }
    }

    private static let borders = ["from: ", "von: ", "de: ", "de : ", "da: ", "van: ", "od: ", "от: ", "差出人:", "发件人:"]

    private enum Asks: Hashable {
        case leaves
        /// The words may be about something else, or say the contrary.
        case doubt
    }

    private static let phrases = WordPhrases<Asks>([
        (.leaves, english), (.leaves, western), (.leaves, eastern), (.doubt, doubts),
    ])

    private static let english = """
        take me off your, take me off this, take me off the … list, take us off your, take my address off, take my name
        off, remove me from … list, remove me from … newsletter, remove me from … mailing*, remove us from your, remove my
        address, remove my email, remove my name from, delete my address, delete my email from, delete me from … list,
        stop sending me, stop sending us, stop sending these, stop emailing me, stop mailing me, stop e mailing me, no more
        emails, no more mails, no more newsletters, unsubscribe me, unsubscribe this address, unsubscribe my address, wish to
        unsubscribe, want to unsubscribe, like to unsubscribe, like to be unsubscribed, want to be removed, like to be
        removed, wish to be removed, get me off your, cancel my newsletter, no longer wish to receive, no longer want to
        receive, do not wish to receive, don't wish to receive, don't want to receive, do not want to receive, don't want
        any more of these, do not send me any more, don't send me any more, opt me out
        """

    private static let western = """
        aus ihrem verteiler, aus dem verteiler, aus eurem verteiler, aus deinem verteiler, aus ihrer liste, aus eurer
        liste, vom newsletter abmelden, newsletter abbestellen, newsletter … abmelden, keine newsletter mehr, keinen
        newsletter mehr, keine mails mehr, keine e mails mehr, keine emails mehr, keine werbung mehr, keine weiteren mails,
        keine weiteren e mails, keine weiteren newsletter, melden sie mich ab, möchte mich abmelden, tragen sie mich aus,
        tragen sie mich bitte aus, streichen sie mich, löschen sie meine adresse, löschen sie meine e mail, ne plus
        m'envoyer, ne plus m'écrire, ne plus recevoir, ne m'envoyez plus, ne m'écrivez plus, retirer mon adresse, retirez
        mon adresse, retirez moi, me retirer de, supprimer mon adresse, supprimez mon adresse, me désabonner, désabonnez
        moi, me désinscrire, désinscrivez moi, rayez moi, enlevez moi, darme de baja, deme de baja, denme de baja, dame de
        baja, dadme de baja, quíteme de, quítenme de, quitadme de, elimínenme de, eliminar mi dirección, eliminen mi
        correo, borrar mi dirección, bórrenme, no quiero recibir, no deseo recibir, no quiero seguir recibiendo, dejen de
        enviarme, deje de enviarme, dejad de enviarme, no me envíen más, no me envíe más, no me manden más,
        cancellatemi, cancellarmi dalla, cancellare il mio indirizzo, cancellate il mio indirizzo, togliermi dalla,
        toglietemi, rimuovetemi, rimuovermi, rimuovere il mio indirizzo, disiscrivermi, disiscrivetemi, non voglio più
        ricevere, non desidero più ricevere, non inviatemi più, non mandatemi più, smettete di inviarmi, me descadastre,
        descadastrem, remover o meu, remover meu, removam o meu, retirem o meu, remova meu, não quero receber, não quero
        mais receber, não desejo receber, não desejo mais receber, parem de enviar, pare de enviar, parem de me enviar, pare
        de me enviar, não me enviem mais, schrijf mij uit, schrijf me uit, mij uitschrijven, me uitschrijven, mij
        afmelden, me afmelden, meld mij af, meld me af, van uw lijst, van jullie lijst, geen mails meer, geen e mails meer,
        geen nieuwsbrief meer, geen nieuwsbrieven meer, verwijder mijn adres, ta bort mig från, ta bort min adress,
        avregistrera mig, vill inte längre få, sluta skicka, slet mig fra, fjern mig fra, fjern meg fra, fjern min
        adresse, meld meg av, afmeld mig, vil ikke have flere, vil ikke ha flere, slutt å sende, stop med at sende,
        poistakaa minut, en halua enää, lopettakaa
        """

    private static let eastern = """
        proszę o wypisanie, proszę mnie wypisać, wypiszcie mnie, usunąć mój adres, usunięcie mojego adresu, usuńcie mój
        adres, nie chcę otrzymywać, nie chcę już otrzymywać, proszę nie przysyłać, rezygnuję z newslettera, odhlaste mě,
        odhlásit z odběru, vyřaďte mě, nechci dostávat, neposílejte mi, odhláste ma, nechcem dostávať, leiratkozni,
        töröljenek, ne küldjenek, nem kérek több, dezabonați, să mă dezabonez, nu mai vreau să primesc, abonelikten
        çık*, listenizden çıkar*, almak istemiyorum, отпишите меня, отписаться от рассылки, удалите меня, удалите мой
        адрес, уберите меня, исключите меня, не присылайте, не хочу получать, не желаю получать, прекратите рассылку,
        прекратите присылать, відпишіть мене, не надсилайте, не хочу отримувати, إلغاء اشتراكي, לא לשלוח לי, הסירו אותי,
        ~配信を停止, ~配信停止, ~配信を止め, ~配信を中止, ~配信を解除, ~購読を解除, ~購読解除, ~登録を解除, ~送らないで,
        ~送信しないで, ~退订, ~退訂, ~取消订阅, ~取消訂閱, ~不要再发, ~不要再寄, ~停止发送, ~别再发, ~수신거부, ~수신 거부,
        ~구독 취소, ~구독을 취소, ~그만 보내, ~보내지 마
        """

    private static let doubts = """
        do not unsubscribe, don't unsubscribe, not unsubscribe, never unsubscribe, not want to unsubscribe, don't want to
        unsubscribe, not wish to unsubscribe, not like to unsubscribe, not want to be removed, don't want to be removed, not
        wish to be removed, not like to be removed, not like to be unsubscribed, not remove, never remove, not get me off,
        not opt me out, never stop, not stop, don't stop, didn't want, did not want, nicht vom newsletter abmelden, nicht
        mich abmelden, mich nicht abmelden, möchte mich nicht, nicht aus dem verteiler, nicht aus ihrem verteiler, nicht aus
        eurem verteiler, nicht aus ihrer liste, streichen sie mich nicht, melden sie mich nicht, pas me désabonner, pas me
        désinscrire, ne me désabonnez pas, ne me retirez pas, ne retirez pas, ne supprimez pas, pas retirer mon adresse, pas
        supprimer mon adresse, no quiero darme de baja, no darme de baja, no me den de baja, no eliminar mi, non
        disiscrivermi, non disiscrivetemi, non cancellatemi, non voglio disiscrivermi, non rimuovermi, não me descadastre,
        não remover, não remova meu, niet mij uitschrijven, mij niet, me niet, niet van uw lijst, niet van jullie lijst, nie
        wypis*, nie chcę rezygnować, inte ta bort, ikke fjern, ikke slet, не отписывайте, не отпишите, не удаляйте, не
        уберите, не хочу отписаться, не исключайте, ~停止しない, ~解除しない, ~不要退订, ~不想退订, ~不要取消, ~취소하지 마, kurs, course,
        courses, curso, cours, corso, cursus, by mistake, by accident, accidentally, keep me, still
        want, do not remove, don't remove, not take me off, how do i, how can i, unless, before, instead, only the, order,
        orders, parcel, parcels, package, invoice, refund, waiting list, guest list, versehentlich, aus versehen, nicht
        abmelden, bestellung*, paket, pakete, rechnung*, bevor, sondern, commande*, colis, facture*, par erreur, sauf,
        pedido*, paquete*, factura*, por error, ordine, ordini, pacco, fattura, per errore, encomenda*, por engano,
        bestelling*, pakket*, factuur, per ongeluk, zamówieni*, paczk*, przez pomyłkę, beställning*, av misstag, ved en fejl,
        ved en feil, objednávk*, omylem, sipariş*, yanlışlıkla, заказ*, посылк*, случайно, по ошибке, ~注文, ~間違って,
        ~誤って, ~订单, ~訂單, ~误, ~주문, ~실수
        """
}
