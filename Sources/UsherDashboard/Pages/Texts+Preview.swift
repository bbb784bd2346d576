extension Texts {
    static let preview: [String: Words] = [
        "nav_preview": .init("Preview", "Vorschau"),
        "preview_text": .init(
            "Every e-mail as the files say it now, saved but perhaps not taken up yet.",
            "Jede E-Mail so, wie die Dateien sie jetzt beschreiben: gespeichert, aber vielleicht noch nicht übernommen."
        ),
        "preview_following": .init("This page follows the files.", "Diese Seite folgt den Dateien."),
        "preview_changed": .init("Changed at", "Geändert um"),
        "preview_reload": .init(
            "Load this page again to see what was saved since.",
            "Laden Sie diese Seite neu, um zu sehen, was seitdem gespeichert wurde."),
        "preview_waiting": .init(
            "The daemon sends something else: it has not taken up these files.",
            "Der Dienst sendet etwas anderes: Er hat diese Dateien nicht übernommen."),
        "preview_wrong": .init("What is wrong in the files", "Was in den Dateien falsch ist"),
        "preview_advice": .init("What usher check advises", "Was usher check rät"),
        "preview_as": .init("As it comes to", "So bekommt sie"),
        "preview_choose": .init("Show", "Zeigen"),
        "preview_for": .init("Shown as it comes to {{reader}}.", "Gezeigt, wie {{reader}} sie bekommt."),
        "preview_contact": .init(
            "These are the made-up people of config/samples.yaml. For one of your own people, follow the link on their page.",
            "Das sind die erfundenen Personen aus config/samples.yaml. Für eine Ihrer eigenen Personen folgen Sie dem Link auf deren Seite."
        ),
        "preview_person": .init(
            "See an e-mail as it comes to this person", "Eine E-Mail so ansehen, wie diese Person sie bekommt"),
        "preview_none": .init("No campaign has an e-mail.", "Keine Kampagne hat eine E-Mail."),
        "preview_back": .init("All e-mails", "Alle E-Mails"),
        "preview_inbox": .init("In the inbox", "Im Posteingang"),
        "preview_pictures": .init("How it looks", "Wie sie aussieht"),
        "preview_pictures_note": .init(
            "As a mail program shows it that loads no pictures from elsewhere. Links lead nowhere here. Programs that change colours "
                + "by themselves in the dark do it in ways of their own.",
            "So zeigt es ein Mailprogramm, das keine Bilder von anderswo lädt. Links führen hier nirgendwohin. Programme, die im Dunkeln "
                + "selbst Farben ändern, tun das jeweils auf ihre Art."),
        "look_desk": .init("Desk, 720 pixels", "Schreibtisch, 720 Pixel"),
        "look_phone": .init("Telephone", "Telefon"),
        "look_dark": .init("Telephone, dark", "Telefon, dunkel"),
        "preview_text_part": .init("The text part", "Der Textteil"),
        "preview_check": .init("What usher preview --check says", "Was usher preview --check sagt"),
        "preview_size": .init("The whole message: {{size}}", "Die ganze Nachricht: {{size}}"),
        "preview_check_note": .init(
            "Links are followed by the command alone: usher preview {{message}} --check --links",
            "Links folgt nur der Befehl: usher preview {{message}} --check --links"),
        "spam_button": .init("Ask the spam filter", "Den Spamfilter fragen"),
        "spam_title": .init("What the spam filter says", "Was der Spamfilter sagt"),
        "grade_ok": .init("ok", "gut"),
        "grade_advice": .init("advice", "Rat"),
        "grade_wrong": .init("wrong", "falsch"),
        "grade_unknown": .init("unknown", "unbekannt"),
    ]
}
