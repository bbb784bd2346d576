extension Texts {
    /// The words around every page, and those where no session is open.
    static let frame: [String: Words] = [
        "usher": .init("Usher", "Usher"),
        "skip": .init("To the content", "Zum Inhalt"),
        "navigation": .init("Pages", "Seiten"),
        "nav_journey": .init("Journey", "Reise"),
        "nav_campaigns": .init("Campaigns", "Kampagnen"),
        "nav_forecast": .init("Forecast", "Ausblick"),
        "nav_people": .init("People", "Personen"),
        "nav_operations": .init("Operations", "Betrieb"),
        "leave": .init("Log out", "Abmelden"),
        "may_look": .init("A session for looking", "Eine Sitzung zum Ansehen"),
        "may_act": .init("A session for acting", "Eine Sitzung zum Handeln"),
        "mode_live": .init("live", "live"),
        "mode_rehearsal": .init("rehearsal", "Probe"),
        "session_until": .init("{{kind_words}}, until {{until_words}}", "{{kind_words}}, bis {{until_words}}"),
        "reports_in_english": .init(
            "What the commands say is in English.",
            "Sätze der Befehle und Berichte, etwa warum etwas nicht gesendet wurde, stehen hier auf Englisch."),
        "live_following": .init("This page follows what happens.", "Diese Seite folgt dem, was geschieht."),
        "live_changed": .init("As of", "Stand:"),
        "live_reload": .init(
            "Load this page again to see what has happened since.",
            "Laden Sie diese Seite neu, um zu sehen, was seitdem geschehen ist."),
        "live_touched": .init(
            "Something has changed. The page stays as it is, with what you have chosen; load it again to see.",
            "Es hat sich etwas geändert. Die Seite bleibt, wie sie ist, mit dem, was Sie gewählt haben; neu laden zeigt es."
        ),
        "page_cut": .init(
            "There is more than a page holds: the longest lists and texts are cut. The commands say all of it.",
            "Es gibt mehr, als eine Seite fasst: Die längsten Listen und Texte sind gekürzt. Alles sagen die Befehle."),
        "underway_title": .init("It is being counted", "Es wird gezählt"),
        "underway_text": .init(
            "There are many people, and this is counted for the first time, or after a long while. The page comes by itself as soon as it is done.",
            "Es sind viele Personen, und das wird zum ersten Mal gezählt oder nach langer Zeit wieder. Die Seite kommt von selbst, sobald es fertig ist."
        ),
        "counted_at": .init("As of {{counted_at}}.", "Stand: {{counted_at}}."),
        "counted_anew": .init(
            "It is being counted anew; load this page again in a moment.",
            "Es wird gerade neu gezählt; laden Sie diese Seite gleich noch einmal."),
        "back": .init("To the first page", "Zur ersten Seite"),
    ]

    static let door: [String: Words] = [
        "door_title": .init("Come in by a link", "Zugang nur mit einem Link"),
        "door_text": .init(
            "No session is open at this address. On the machine that Usher runs on, this prints a link that works once, "
                + "within ten minutes:",
            "Unter dieser Adresse ist keine Sitzung offen. Auf dem Rechner, auf dem Usher läuft, gibt dieser Befehl einen Link aus, "
                + "der einmal gilt, innerhalb von zehn Minuten:"),
        "door_act": .init(
            "It opens a session of twelve hours for looking; with --act, for acting too.",
            "Er öffnet für zwölf Stunden eine Sitzung zum Ansehen; mit --act auch zum Handeln."),
        "enter_title": .init("Open the dashboard", "Das Dashboard öffnen"),
        "enter_text": .init(
            "This link works once. The button opens a session of twelve hours in this browser; a cookie remembers it.",
            "Dieser Link gilt einmal. Der Knopf öffnet in diesem Browser eine Sitzung von zwölf Stunden; ein Cookie merkt sie sich."
        ),
        "enter_button": .init("Open", "Öffnen"),
        "problem_title": .init("That did not work", "Das ging nicht"),
        "problem_unknown": .init("There is no such page.", "Diese Seite gibt es nicht."),
        "problem_spent": .init(
            "This link was used already, or is too old. Ask for another: usher dashboard",
            "Dieser Link wurde schon benutzt oder ist zu alt. Einen neuen gibt: usher dashboard"),
        "problem_many": .init(
            "Too many wrong links were tried. Please wait a minute.",
            "Es wurden zu viele falsche Links versucht. Bitte warten Sie eine Minute."),
        "problem_busy": .init(
            "The database is busy. Nothing was changed; please try again in a few seconds.",
            "Die Datenbank ist beschäftigt. Es wurde nichts geändert; bitte versuchen Sie es gleich noch einmal."),
        "problem_looking": .init(
            "This session is for looking. For acting: usher dashboard --act",
            "Diese Sitzung ist zum Ansehen. Zum Handeln: usher dashboard --act"),
        "problem_old_page": .init(
            "This page was loaded in another session. Load it again, and nothing is lost.",
            "Diese Seite stammt aus einer anderen Sitzung. Laden Sie sie neu, es geht nichts verloren."),
        "problem_other": .init(
            "The request was not as this page makes it. Nothing was changed.",
            "Die Anfrage war nicht so, wie diese Seite sie stellt. Es wurde nichts geändert."),
    ]
}
