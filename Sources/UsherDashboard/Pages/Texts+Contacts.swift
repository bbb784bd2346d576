extension Texts {
    static let people: [String: Words] = [
        "people_title": .init("People", "Personen"),
        "people_find": .init("Address or name begins with", "Adresse oder Name beginnt mit"),
        "people_button": .init("Find", "Suchen"),
        "people_note": .init(
            "Capitals and small letters of A to Z count alike.", "Groß- und Kleinbuchstaben von A bis Z zählen gleich."),
        "people_found": .init("People found", "Gefundene Personen"),
        "people_none": .init(
            "Nobody's address or name begins so.", "Keine Adresse und kein Name beginnt so."),
        "people_more": .init("There are more; type more of it.", "Es gibt mehr; geben Sie mehr davon ein."),
        "people_back": .init("People", "Personen"),
        "address": .init("Address", "Adresse"),
        "name": .init("Name", "Name"),
        "stage_none": .init("none yet", "noch keine"),
        "language": .init("Language", "Sprache"),
        "clock": .init("Clock", "Zeitzone"),
        "tags": .init("Tags", "Merkmale"),
        "code": .init("Brings friends with", "Empfehlungscode"),
        "next_title": .init("What comes next", "Was als Nächstes kommt"),
        "next_none": .init("Nothing is on its way.", "Es ist nichts unterwegs."),
        "next_none_never": .init(
            "Nothing is on its way: in no campaign so far.", "Es ist nichts unterwegs: bisher in keiner Kampagne."),
        "next_none_over": .init(
            "Nothing is on its way: every campaign is over for this person. Why stands below, where it ended.",
            "Es ist nichts unterwegs: Jede Kampagne ist für diese Person vorbei. Warum, steht unten, wo sie endete."),
        "last_mail": .init("Last e-mail", "Letzte E-Mail"),
        "last_mail_none": .init("none so far", "bisher keine"),
        "then": .init("then", "danach"),
        "past_title": .init("What happened, newest first", "Was geschah, das Neueste zuerst"),
        "past_none": .init("Nothing so far.", "Bisher nichts."),
        "past_more": .init(
            "Older things are told by: usher why ADDRESS --json", "Älteres erzählt: usher why ADRESSE --json"),
        "older_left_out": .init(
            "older are told by: usher why ADDRESS --json", "ältere erzählt: usher why ADRESSE --json"),
        "campaigns_of": .init("In campaigns", "In Kampagnen"),
        "campaigns_in_none": .init("In no campaign so far.", "Bisher in keiner Kampagne."),
        "consent_title": .init("Yes and no", "Ja und Nein"),
        "earnings_title": .init("Earned by bringing friends", "Verdient durch mitgebrachte Freunde"),
        "moved_to": .init("moved to", "ist jetzt bei"),
        "state_queued": .init("next", "als Nächstes"),
        "state_claimed": .init("on its way", "unterwegs"),
        "state_parked": .init("waits for a pause's end", "wartet auf das Ende einer Pause"),
        "state_held": .init("held for you", "wartet auf Sie"),
        "state_sent": .init("sent", "gesendet"),
        "state_bounced": .init("bounced", "unzustellbar"),
        "state_failed": .init("failed", "fehlgeschlagen"),
        "state_skipped": .init("skipped", "übersprungen"),
        "state_withheld": .init("withheld", "zurückgehalten"),
        "state_cancelled": .init("cancelled", "abgesagt"),
        "state_complained": .init("complained about", "Beschwerde"),
    ]
}
