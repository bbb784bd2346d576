/// More phrases for `ReturnPhrases`, of more systems and in more languages.
enum ReturnLanguages {
    static let failed = """
        was blocked, been blocked, blocked by our, message … stopped, was stopped, been stopped, stopped by content,
        delivery unsuccessful, unsuccessful delivery, unsuccessful mail, could not be relayed, could not be forwarded,
        could not be accepted, mail not delivered, message not sent, sending failed, failed to send, failure sending,
        bounced mail, mail bounced, bounced back, non delivery notification, nondelivery notification, ndn, banned
        contents, banned content, virus in mail, virus in your mail, refused to accept, message undelivered, wurde
        blockiert, wurde abgelehnt, wurde abgewiesen, annahme verweigert, zustellproblem*, fehlgeschlagene zustellung,
        übermittlung … fehlgeschlagen, nicht zustellen, konnte nicht gesendet, konnte nicht versendet, nicht angenommen,
        n'est pas parvenu, n'a pu être, n'ont pas pu être, non livré*, échec de l'envoi, échec d'envoi, erreur de
        livraison, erreur de remise, avis de non, remise impossible, livraison impossible, message refusé, message
        rejeté, a été refusé, a été rejeté, a été bloqué, échec, echec, no entregable, no se ha entregado, no fue
        entregado, no se pudo enviar, no se puede enviar, entrega fallida, fallo al entregar, mensaje rechazado, sido
        rechazado, fue rechazado, sido bloqueado, correo devuelto, imposible entregar, no pudo ser enviado, mancato
        invio, non recapitat*, avviso di mancata, recapito fallito, consegna non riuscita, invio non riuscito, non è
        stato possibile consegnare, non è stato possibile recapitare, è stato respinto, è stato rifiutato, è stato
        bloccato, restituito al mittente, não foi enviada, não foi enviado, não foi possível enviar, entrega falhou,
        foi rejeitad*, foi recusad*, foi bloquead*, falha no envio, falha ao entregar, problema na entrega, nu a putut
        fi livrată, nu a putut fi trimis, livrare eșuată, eroare de livrare, no s'ha pogut entregar, missatge retornat,
        kan niet worden bezorgd, kan niet worden afgeleverd, kon niet worden afgeleverd, kon niet worden bezorgd, niet
        bestelbaar, onbezorgbaar, bezorgfout, afleverfout, retour afzender, inte leverera, leveransfel, leverans
        misslyckades, leveransen misslyckades, ej levererat, olevererbar*, levering fejlede, leveringsfejl,
        leveringsfeil, levering feilet, levering mislyktes, leveringen mislyktes, ikke afleveres, ikke levere, ikke kunne
        leveres, ei voida toimittaa, toimitus ei onnistunut, toimitusvirhe, toimittaminen epäonnistui, palautettu
        lähettäjälle, nie udało się dostarczyć, błąd dostarczenia, błąd dostarczania, błąd doręczenia, zwrot wiadomości,
        została odrzucona, nieudane dostarczenie, niepowodzenie dostarczenia, nebyla doručena, nepodařilo doručit, chyba
        doručení, nepodarilo doručiť, nebola doručená, vráceno odesílateli, kézbesítési hiba, kézbesítés sikertelen, nem
        lehetett kézbesíteni, nem továbbítható, teslim edilemiyor, gönderilemedi, teslimat başarısız, teslimat hatası,
        iletilemeyen, iletim hatası, ulaştırılamadı, не была доставлена, доставить не удалось, не удалось отправить,
        возврат отправителю, возвращено отправителю, ошибка при доставке, не может быть доставлена, было отклонено,
        сбой доставки, доставка не удалась, уведомление о недоставке, не може бути доставлено, помилка доставки,
        неможливо доставити, не беше доставено, не може да бъде доставено, неуспешна доставка, nije isporučen*,
        neisporučen*, isporuka nije uspjela, isporuka nije uspela, ni bilo mogoče dostaviti, nedostavljiv*, αποτυχία
        παράδοσης, δεν μπόρεσε να παραδοθεί, αδυναμία παράδοσης, ei saanud kätte toimetada, neizdevās piegādāt, nepavyko
        pristatyti, تعذر التسليم, تعذر تسليم, فشل التسليم, فشل تسليم, لم يتم تسليم, لم يتم التسليم, تعذر إرسال, לא נמסרה, לא
        ניתן למסור, מסירה נכשלה, לא ניתן היה למסור, không gửi được, không thể gửi, gửi không thành công, thư bị trả lại,
        tidak terkirim, gagal dikirim, tidak dapat dikirim, pengiriman gagal, gagal mengirim, ~ส่งไม่สำเร็จ, ~ไม่สามารถส่ง,
        ~配送エラー, ~届きませんでした, ~お届けできません, ~配送できません, ~送信エラー, ~配達できません, ~配信失敗, ~エラーメール,
        ~配信できなかった, ~返送され, ~系统退信, ~被退回, ~退件, ~发送失敗, ~寄送失敗, ~傳送失敗, ~无法投送, ~未能送达, ~未能投递,
        ~전송되지 않, ~발송 실패, ~발송되지, ~전달되지, ~배달하지 못
        """

    static let delays = """
        verspätet, weitere zustellversuche, weiterhin versucht, versucht es noch, erneut versucht, zustellung
        unvollständig, réessayons, nouvelles tentatives, n'a toujours pas, se seguirá intentando, seguiremos intentando,
        se reintentará, todavía no se ha entregado, ancora in coda, ulteriori tentativi, continueremo a tentare, non è
        stato ancora, continuaremos tentando, continuaremos a tentar, novas tentativas, opnieuw geprobeerd, blijven
        proberen, kolejne próby, ponowne próby, fortsätter försöka, nya försök, forsøger igen, prøver igjen, prøver igen,
        yritetään uudelleen, dosud nebyla, późni*, késleltet*, gecikti, gecikmeli, gecikme, tekrar denenecek, повторные
        попытки, попытки будут, ещё не доставлено, еще не доставлено, ще не доставлено, забавен*, забавя*, καθυστέρηση,
        تأخر, تأخير, עיכוב, bị trì hoãn, tertunda, ~まだ届いて, ~继续尝试, ~尚未投递, ~將繼續, ~尚未送达, ~推迟, ~재시도
        """

    static let automatic = """
        abwesenheitsassistent, derzeit nicht erreichbar, message automatique, notification d'absence, absent jusqu'au,
        mensaje automático, mensaje de ausencia, messaggio automatico, mensagem automática, automatische reactie,
        automatisch bericht, poza biurem, autoodpowiedź, automatisk besked, automatisk melding, ikke på kontoret, ej på
        kontoret, poissaoloviesti, automatická odpoveď, automatický odpoveď, mimo kancelář, szabadságon, házon kívül,
        otomatik cevap, ofis dışında, автоматическое уведомление, вне офиса, автоматична відповідь, автоматичен отговор,
        automatski odgovor, samodejni odgovor, εκτός γραφείου, رد تلقائي, رد آلي, خارج المكتب, תשובה אוטומטית, מענה אוטומטי,
        מחוץ למשרד, trả lời tự động, balasan otomatis, ~不在通知, ~自動送信, ~自动答复, ~自動答覆, ~자동 응답, ~자동 답장
        """

    static let receipts = """
        was received by, was seen by, was read by, deleted without being read, read confirmation, ungelesen
        gelöscht, confirmation de lecture, non lu, leída, no leído, acuse de lectura, letta, non letto, não lido, lido,
        recibo de leitura, niet gelezen, potwierdzenie przeczytania, nie przeczytano, läst, mottagningskvitto, læst,
        lesebekreftelse, kvittering for læsning, luettu, lukukuittaus, přečteno, potvrzení o přečtení, elolvasva, okundu,
        olvasási visszaigazolás, не прочитано, прочетено
        """
}
