extension Texts {
    static let forecast: [String: Words] = [
        "forecast_title": .init("Forecast", "Ausblick"),
        "mail_title": .init("E-mails that will go", "E-Mails, die gehen werden"),
        "mail_sum": .init(
            "From what waits now, {{total}} in {{number_of_days}} days, on the shop's clock.",
            "Aus dem, was jetzt wartet: {{total}} in {{number_of_days}} Tagen, nach der Uhr des Shops."),
        "mail_note": .init(
            "What waits counts whole; a later step counts as the part of people who got so far in the last 90 days. Who enters from now on is not in it. Windows, limits and the relay's warm-up are.",
            "Was wartet, zählt ganz; ein späterer Schritt zählt mit dem Anteil derer, die in den letzten 90 Tagen so weit kamen. Wer erst noch eintritt, ist nicht dabei. Zeitfenster, Grenzen und das Aufwärmen des Relays sind dabei."
        ),
        "mail_paused": .init(
            "{{paused}} more wait until somebody ends a pause.",
            "{{paused}} weitere warten, bis jemand eine Pause beendet."),
        "mail_drawing": .init(
            "E-mails of each day as columns. The table below has the same numbers.",
            "Die E-Mails jedes Tages als Säulen. In der Tabelle darunter stehen dieselben Zahlen."),
        "day_column": .init("Day", "Tag"),
        "emails": .init("E-mails", "E-Mails"),
        "mail_later": .init("of these later steps:", "davon spätere Schritte:"),
        "mail_put_off": .init("put off:", "verschoben:"),
        "mail_most": .init("for at most so many may go:", "denn höchstens so viele dürfen gehen:"),
        "weekday_1": .init("Monday", "Montag"), "weekday_2": .init("Tuesday", "Dienstag"),
        "weekday_3": .init("Wednesday", "Mittwoch"), "weekday_4": .init("Thursday", "Donnerstag"),
        "weekday_5": .init("Friday", "Freitag"), "weekday_6": .init("Saturday", "Samstag"),
        "weekday_7": .init("Sunday", "Sonntag"),
        "ahead_title": .init("People and money", "Personen und Geld"),
        "ahead_note": .init(
            "Ranges that hold the truth four times of five, from {{days_known}} days of the past until {{until_day}}; half of the futures are below the number in brackets. Money is what campaigns that lead to the stage will take until then. The journey's page has today in it, too, as far as it has come.",
            "Bereiche, in denen die Wahrheit in vier von fünf Fällen liegt, aus {{days_known}} Tagen Vergangenheit bis {{until_day}}; die Hälfte der Zukünfte liegt unter der Zahl in Klammern. Geld ist, was Kampagnen zu dieser Stufe bis dahin einnehmen. Auf der Seite der Reise ist auch heute dabei, soweit es vorbei ist."
        ),
        "ahead_none": .init(
            "Nobody has moved yet: there is no past to forecast people from.",
            "Noch niemand ist weitergegangen: Es gibt keine Vergangenheit, aus der sich etwas vorhersagen ließe."),
        "now": .init("At the end of {{until_day}}", "Am Ende des {{until_day}}"),
        "in": .init("in", "in"),
        "too_few": .init("too few people", "zu wenige Personen"),
        "known_in": .init("known in", "bekannt in"),
        "known_never": .init("nobody can tell when it will be known", "niemand weiß, wann es bekannt sein wird"),
        "what_if_title": .init("What if?", "Was wäre, wenn?"),
        "what_if_email": .init("This e-mail", "Diese E-Mail"),
        "what_if_percent": .init("moved so many percent more people", "so viel Prozent mehr Personen weiterbrächte"),
        "what_if_button": .init("Play it", "Durchspielen"),
        "what_if_none": .init("No question", "keine Frage"),
        "what_if_is": .init(
            "If {{email}} moved {{change}}: it came right before {{by_it}} of {{of_moves}} such moves.",
            "Wenn {{email}} {{change}} weiterbrächte: Sie kam unmittelbar vor {{by_it}} von {{of_moves}} solchen Schritten."
        ),
        "change_more": .init("more people", "mehr Personen"),
        "change_fewer": .init("fewer people", "weniger Personen"),
    ]
}
