extension Texts {
    static let journey: [String: Words] = [
        "journey_title": .init("Journey", "Reise"),
        "period_from": .init("From", "Von"),
        "period_to": .init("To", "Bis"),
        "period_show": .init("Show", "Zeigen"),
        "period_days": .init("The last", "Die letzten"),
        "period_7": .init("7 days", "7 Tage"),
        "period_28": .init("28 days", "28 Tage"),
        "period_91": .init("91 days", "91 Tage"),
        "period_364": .init("364 days", "364 Tage"),
        "period_wrong": .init(
            "These are no days that a period can have; the last 28 are shown.",
            "Aus diesen Tagen wird kein Zeitraum; gezeigt werden die letzten 28."),
        "period_is": .init("{{from_words}} to {{to_words}}, in UTC.", "{{from_words}} bis {{to_words}}, in UTC."),
        "period_compared": .init(
            "Compared are the whole days {{compared.whole_from}} to {{compared.whole_to}} with {{compared.before_from}} to "
                + "{{compared.before_to}}.",
            "Verglichen werden die ganzen Tage {{compared.whole_from}} bis {{compared.whole_to}} mit {{compared.before_from}} bis "
                + "{{compared.before_to}}."),
        "period_new": .init(
            "There are not as many whole days before to compare with.",
            "Davor gibt es nicht so viele ganze Tage, um zu vergleichen."),
        "period_open": .init("Today is not over yet.", "Heute ist noch nicht zu Ende."),
        "drawing": .init(
            "The eight stages in a row, with the people at each, and arrows for who moved. The tables below have the same numbers.",
            "Die acht Stufen in einer Reihe, mit den Personen auf jeder, und Pfeile für die, die weitergingen. In den Tabellen darunter "
                + "stehen dieselben Zahlen."),
        "legend_intended": .init("on purpose", "mit Absicht"),
        "legend_accidental": .init("by accident", "durch Zufall"),
        "legend_stated": .init("stated by you", "von Ihnen angegeben"),
        "legend_width": .init(
            "The thicker the arrow, the more people.", "Je dicker der Pfeil, desto mehr Personen."),
        "new": .init("new", "neu"),
        "without_stage": .init("Without a stage: {{without_stage}}", "Ohne Stufe: {{without_stage}}"),
        "stages_title": .init("Where people stand", "Wo die Personen stehen"),
        "stages_note": .init(
            "As it was at the end of the period. Who was erased since stays a number.",
            "So, wie es am Ende des Zeitraums war. Wer seitdem gelöscht wurde, bleibt eine Zahl."),
        "stage": .init("Stage", "Stufe"),
        "people": .init("People", "Personen"),
        "before": .init("Before", "Davor"),
        "people_before": .init("People before", "Personen davor"),
        "came_before": .init("Came before", "Gekommen davor"),
        "left_before": .init("Moved on before", "Weitergegangen davor"),
        "came": .init("Came", "Gekommen"),
        "left": .init("Moved on", "Weitergegangen"),
        "difference": .init("Difference", "Unterschied"),
        "stay": .init("Half left within", "Die Hälfte ging nach"),
        "stalls": .init("they stall here", "hier stockt es"),
        "stall_none": .init(
            "Nowhere do enough people stand long enough to say that they stall.",
            "Nirgends stehen genug Personen lange genug, um zu sagen, dass es stockt."),
        "stall_at": .init(
            "They stall at {{stall_label}}: of those where at least ten have stood for longer than is usual, and no more moved on than have stood so long, the smallest part moves on from here.",
            "Es stockt bei {{stall_label}}: Von den Stufen, auf denen mindestens zehn länger als üblich stehen und nicht mehr weitergingen als so lange stehen, geht hier der kleinste Teil weiter."
        ),
        "moves_title": .init("Who moved", "Wer weiterging"),
        "moves_none": .init("Nobody moved in this period.", "In diesem Zeitraum ging niemand weiter."),
        "move": .init("Move", "Schritt"),
        "intended": .init("On purpose", "Mit Absicht"),
        "accidental": .init("By accident", "Durch Zufall"),
        "stated": .init("Stated", "Angegeben"),
        "total": .init("All", "Alle"),
        "wants_campaign": .init(
            "no campaign leads here: build the next one", "hierher führt keine Kampagne: die nächste gehört hierher"),
        "more": .init("more: not just chance", "mehr: nicht nur Zufall"),
        "less": .init("fewer: not just chance", "weniger: nicht nur Zufall"),
        "chance": .init("may be chance", "kann Zufall sein"),
        "test_title": .init("When does a difference mean something?", "Wann bedeutet ein Unterschied etwas?"),
        "test_text": .init(
            "Each number of moves is held against the one of the period before by an exact test of two counts (binomial, two-sided), and "
                + "all of the page together by Holm's rule: if nothing had changed, and people came independently of each other, one page in "
                + "twenty at most would say “more” or “fewer” anywhere. People who come together, such as an import or a fair, are "
                + "not independent, and neither are days: periods of whole weeks have the same weekdays. How many people stand somewhere, and money, are compared without a test.",
            "Jede Zahl von Schritten wird mit der des Zeitraums davor durch einen exakten Test zweier Anzahlen (binomial, zweiseitig) "
                + "verglichen, alle der Seite zusammen nach Holms Regel: Hätte sich nichts geändert und kämen die Personen unabhängig "
                + "voneinander, stünde höchstens auf einer von zwanzig Seiten irgendwo „mehr“ oder „weniger“. Personen, die zusammen "
                + "kommen, etwa durch einen Import oder eine Messe, sind nicht unabhängig, und Tage sind es auch nicht: Zeiträume aus ganzen Wochen haben dieselben Wochentage. Wie viele irgendwo stehen, und Geld, wird ohne "
                + "Test verglichen."),
        "money_title": .init("Money", "Geld"),
        "money_note": .init(
            "What the goals of campaigns and their links brought in the period, refunds taken off.",
            "Was die Ziele der Kampagnen und ihre Links im Zeitraum einbrachten, Erstattungen abgezogen."),
        "money_none": .init("None in either period.", "In keinem der beiden Zeiträume welches."),
        "currency": .init("Currency", "Währung"),
        "amount": .init("Amount", "Betrag"),
        "campaigns_title": .init("What campaigns did", "Was die Kampagnen taten"),
        "campaigns_none": .init("There is no campaign.", "Es gibt keine Kampagne."),
        "campaign": .init("Campaign", "Kampagne"),
        "moves": .init("Moves", "Schritt"),
        "visits": .init("Visits", "Besuche"),
        "entered": .init("Entered", "Eingetreten"),
        "moved": .init("Moved", "Bewegte"),
        "held_out": .init("Held out", "Vergleichsgruppe"),
        "moved_anyway": .init("Moved anyway", "Davon bewegt"),
        "sent": .init("Sent", "Gesendet"),
        "clicked": .init("Clicked", "Geklickt"),
        "money": .init("Money", "Geld"),
        "gone": .init("(gone)", "(entfernt)"),
        "sources_title": .init("Where campaigns met people", "Wo die Kampagnen Personen trafen"),
        "source": .init("Source", "Quelle"),
        "campaigns": .init("Campaigns", "Kampagnen"),
        "hour": .init("hour", "Stunde"), "hours": .init("hours", "Stunden"),
        "day": .init("day", "Tag"), "days": .init("days", "Tagen"),
    ]
}
