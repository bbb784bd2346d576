extension Texts {
    static let campaignPages: [String: Words] = [
        "campaigns_all": .init("Campaigns", "Kampagnen"),
        "campaigns_days": .init(
            "{{from_words}} to {{to_words}}, in UTC; in the order of the journey.",
            "{{from_words}} bis {{to_words}}, in UTC; in der Reihenfolge der Reise."),
        "goal": .init("Goal", "Ziel"),
        "goal_time": .init("Counts within", "Zählt innerhalb von"),
        "goal_time_after": .init("after the entry", "nach dem Eintritt"),
        "emails_of": .init(
            "E-mails that were sent {{from_words}} to {{to_words}}, in UTC, and what followed from them, whenever that was.",
            "E-Mails, die {{from_words}} bis {{to_words}} (UTC) gesendet wurden, und was aus ihnen wurde, wann auch immer das war."
        ),
        "period_90": .init("90 days", "90 Tage"),
        "emails_title": .init("Its e-mails, in their order", "Ihre E-Mails, der Reihe nach"),
        "emails_none": .init("It has no e-mails.", "Sie hat keine E-Mails."),
        "email": .init("E-mail", "E-Mail"),
        "waiting": .init("Wait now", "Warten jetzt"),
        "clicked_by_people": .init("Clicked by people", "Von Personen geklickt"),
        "unsubscribed": .init("Unsubscribed", "Abgemeldet"),
        "bounced": .init("Bounced", "Unzustellbar"),
        "complained": .init("Complained", "Beschwerden"),
        "reached": .init("Reached the goal", "Ziel erreicht"),
        "reached_before_next": .init("Reached it before the next", "Erreicht vor der nächsten"),
        "of": .init("of", "von"), "to": .init("to", "bis"), "points": .init("points", "Prozentpunkte"),
        "the_weakest": .init("the weakest", "die schwächste"),
        "gone_from_files": .init("gone from the files", "nicht mehr in den Dateien"),
        "parts_note": .init(
            "Behind each number stand its part and, in brackets, where the part may be in truth (95 %, Wilson): few people, a wide range. Bounced are parts of all that were tried, the goal is a part of those whose time for it is over, and everything else a part of what was sent.",
            "Hinter jeder Zahl stehen ihr Anteil und in Klammern, wo er in Wahrheit liegen kann (95 %, Wilson): wenige Personen, ein breiter Bereich. Unzustellbare sind ein Anteil aller Versuche, das Ziel ist ein Anteil derer, deren Zeit dafür vorbei ist, alles andere ein Anteil der gesendeten."
        ),
        "no_opens_title": .init("Why are there no opens?", "Warum stehen hier keine Öffnungen?"),
        "no_opens_text": .init(
            "No e-mail of Usher's fetches a picture that counts. Mail programs and filters fetch such pictures by themselves, whether somebody reads or not, or never: a number of opens says little about people, and costs them that they are watched. A click and a reached goal are done by people; clicks of mail filters are told apart.",
            "Keine E-Mail von Usher lädt ein Bild, das zählt. Mailprogramme und Filter laden solche Bilder von selbst, ob jemand liest oder nicht, oder nie: Eine Zahl von Öffnungen sagt wenig über Personen und kostet sie, dass man ihnen zusieht. Ein Klick und ein erreichtes Ziel kommen von Personen; Klicks von Mailfiltern werden getrennt gezählt."
        ),
        "weakest_is": .init("is the weakest", "ist die schwächste"),
        "weakest_complained": .init("there complained", "hier beschwerten sich"),
        "weakest_unsubscribed": .init("there unsubscribed", "hier meldeten sich ab"),
        "weakest_reached_before_next": .init(
            "the goal was reached before the next e-mail by", "das Ziel erreichten vor der nächsten E-Mail"),
        "weakest_clicked": .init("there clicked", "hier klickten"),
        "weakest_others": .init("after the others", "bei den anderen"),
        "weakest_none": .init(
            "No e-mail is clearly weaker than the others.", "Keine E-Mail ist deutlich schwächer als die anderen."),
        "weakest_too_few": .init(
            "Too few people to say which e-mail is the weakest.",
            "Zu wenige Personen, um zu sagen, welche E-Mail die schwächste ist."),
        "holdout_title": .init("Held out against reached", "Mit E-Mails und ohne"),
        "holdout_note": .init(
            "Who entered in the period and whose time for the goal is over: those who were to get the e-mails beside those who, by lot, were held out.",
            "Wer im Zeitraum eintrat und wessen Zeit für das Ziel vorbei ist: die, die sie bekommen sollten, neben denen, die das Los davon ausnahm."
        ),
        "group": .init("Group", "Gruppe"),
        "holdout_got": .init("Were to get the e-mails", "Sollten sie bekommen"),
        "holdout_nothing": .init("Held out", "Ausgenommen"),
        "holdout_too_few": .init(
            "Too few people to say what the e-mails do.", "Zu wenige Personen, um zu sagen, was die E-Mails bewirken."),
        "holdout_chance": .init(
            "Too few people to say whether the e-mails make a difference",
            "Zu wenige Personen, um zu sagen, ob die E-Mails etwas bewirken"),
        "holdout_clear": .init("The e-mails make a difference of", "Die E-Mails machen einen Unterschied von"),
    ]
}
