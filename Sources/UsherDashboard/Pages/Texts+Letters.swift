extension Texts {
    static let letters: [String: Words] = [
        "letter_link": .init("as it was sent", "wie gesendet"),
        "letter_back": .init("To the person", "Zur Person"),
        "letter_sent": .init("Sent", "Gesendet"),
        "letter_note": .init(
            "Made again from the text and the values that it was made from, whatever the files say by now. Its links and tokens are blank here: nobody who looks does what the reader may.",
            "Noch einmal gemacht aus dem Text und den Werten, aus denen sie gemacht war, was auch immer jetzt in den Dateien steht. Ihre Links und Kennungen sind hier leer: Wer hinsieht, tut nicht, was die Empfängerin darf."
        ),
        "letter_gone": .init(
            "What it was made from is not kept any more.", "Woraus sie gemacht war, ist nicht mehr gespeichert."),
        "letter_unmade": .init("It was never made.", "Sie wurde nie gemacht."),
        "letter_broken": .init("It cannot be made again:", "Sie kann nicht noch einmal gemacht werden:"),
    ]
}
