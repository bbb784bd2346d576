extension Texts {
    static let acts: [String: Words] = [
        "acts_title": .init("What you can do", "Was Sie tun können"),
        "act_into": .init("Into the campaign", "In die Kampagne"),
        "act_enter": .init("Enter", "Eintragen"),
        "act_enter_note": .init(
            "Whoever has said nothing about marketing yet is noted as agreed, stated by you.",
            "Wer noch nichts zu Werbung gesagt hat, gilt danach als einverstanden, von Ihnen angegeben."),
        "act_out_of": .init("Out of the campaign", "Aus der Kampagne"),
        "act_leave": .init("Take out", "Herausnehmen"),
        "act_stands_at": .init("Stands at", "Steht bei"),
        "act_because": .init("Because", "Grund"),
        "choose": .init("choose", "bitte wählen"),
        "act_stage": .init("Move", "Versetzen"),
        "act_no_more": .init("Gets no more", "Bekommt nicht mehr"),
        "act_marketing": .init("marketing", "Werbung"),
        "act_everything": .init("mail at all", "überhaupt Post"),
        "act_no_note": .init(
            "The person said no. Only their own new sign-up, or you at the command line, takes that back.",
            "Die Person hat Nein gesagt. Nur ihre eigene neue Anmeldung, oder Sie auf der Befehlszeile, nimmt das zurück."
        ),
        "act_no": .init("Record the no", "Nein festhalten"),
        "act_data_note": .init(
            "Everything that is held about the person: a link to it by mail, or a file for you.",
            "Alles, was über die Person gespeichert ist: ein Link dazu per Mail oder eine Datei für Sie."),
        "act_data": .init("Mail the link", "Link mailen"),
        "act_export": .init("Export", "Exportieren"),
        "done_title": .init("Done", "Erledigt"),
        "not_done_title": .init("Nothing was done", "Es wurde nichts getan"),
    ]
}
