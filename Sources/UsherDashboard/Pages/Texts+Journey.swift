extension Texts {
    static let journey: [String: Words] = [
        "journey_title": .init("Journey", "Reise"),
        "period_from": .init("From", "Von"),
        "period_to": .init("To", "Bis"),
        "period_show": .init("Show", "Zeigen"),
        "period_days": .init("The last", "Die letzten"),
        "period_7": .init("7 days", "7 Tage"),
        "period_30": .init("30 days", "30 Tage"),
        "period_90": .init("90 days", "90 Tage"),
        "period_365": .init("365 days", "365 Tage"),
        "period_wrong": .init(
            "These are no days that a period can have; the last 30 are shown.",
            "Aus diesen Tagen wird kein Zeitraum; gezeigt werden die letzten 30."),
        "period_is": .init(
            "{{from_words}} to {{to_words}}, in UTC. The period before: {{before_from_words}} to {{before_to_words}}.",
            "{{from_words}} bis {{to_words}}, in UTC. Der Zeitraum davor: {{before_from_words}} bis {{before_to_words}}."
        ),
        "period_open": .init(
            "The period is not over; comparisons allow for that.",
            "Der Zeitraum ist noch nicht zu Ende; die Vergleiche berücksichtigen das."),
        "drawing": .init(
            "The eight stages in a row, with the people at each, and arrows for who moved. The tables below have the same numbers.",
            "Die acht Stufen in einer Reihe, mit den Personen auf jeder, und Pfeile für die, die weitergingen. In den Tabellen darunter "
                + "stehen dieselben Zahlen."),
        "legend_intended": .init("on purpose", "mit Absicht"),
        "legend_accidental": .init("by accident", "durch Zufall"),
        "legend_stated": .init("stated by you", "von Ihnen gesagt"),
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
        "came": .init("Came", "Gekommen"),
        "left": .init("Moved on", "Weitergegangen"),
        "difference": .init("Difference", "Unterschied"),
        "stay": .init("Half left within", "Die Hälfte ging nach"),
        "stalls": .init("they stall here", "hier stockt es"),
        "stall_none": .init(
            "Nowhere do enough people stand long enough to say that they stall.",
            "Nirgends stehen genug Personen lange genug, um zu sagen, dass es stockt."),
        "stall_at": .init(
            "They stall at {{stall_label}}: of those where at least ten have stood for longer than is usual, the smallest part moves on from here.",
            "Es stockt bei {{stall_label}}: Von den Stufen, auf denen mindestens zehn länger als üblich stehen, geht hier der kleinste Teil weiter."
        ),
        "moves_title": .init("Who moved", "Wer weiterging"),
        "moves_none": .init("Nobody moved in this period.", "In diesem Zeitraum ging niemand weiter."),
        "move": .init("Move", "Schritt"),
        "intended": .init("On purpose", "Mit Absicht"),
        "accidental": .init("By accident", "Durch Zufall"),
        "stated": .init("Stated", "Gesagt"),
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
                + "not independent. How many people stand somewhere, and money, are compared without a test.",
            "Jede Zahl von Schritten wird mit der des Zeitraums davor durch einen exakten Test zweier Anzahlen (binomial, zweiseitig) "
                + "verglichen, alle der Seite zusammen nach Holms Regel: Hätte sich nichts geändert und kämen die Personen unabhängig "
                + "voneinander, stünde höchstens auf einer von zwanzig Seiten irgendwo „mehr“ oder „weniger“. Personen, die zusammen "
                + "kommen, etwa durch einen Import oder eine Messe, sind nicht unabhängig. Wie viele irgendwo stehen, und Geld, wird ohne "
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
        "moves": .init("Moves", "Bewegt"),
        "visits": .init("Visits", "Besuche"),
        "entered": .init("Entered", "Eingetreten"),
        "moved": .init("Moved", "Bewegt"),
        "held_out": .init("Held out", "Zurückgehalten"),
        "moved_anyway": .init("Moved anyway", "Trotzdem bewegt"),
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
