/// The script of the demo's people, in order. It goes the whole way: from a link in an advertisement to a promoter's
/// reward.
enum DemoScript {
    static let scenes: [DemoScene] = strangers + firstOrders + nextOrders + friends

    /// People come through links, ask for the notebook and confirm their address.
    private static let strangers: [DemoScene] = [
        DemoScene(
            at: "2026-03-02 09:00", words: "The advertisement in Craft Weekly is out: 140 people follow its link",
            deed: .visits("notebook-ad", 140)),
        DemoScene(
            at: "2026-03-02 12:00", words: "31 people follow the link on the card from the weekend's fair",
            deed: .visits("craft-fair", 31)),
        .came(
            "2026-03-02 19:10", "mia", "signed_up", through: "craft-fair",
            "Mia scans the card and asks for the notebook"),
        .came("2026-03-02 19:14", "mia", "confirmed", through: "free-notebook", "Mia confirms her address"),
        .came("2026-03-03 08:20", "joerg", "signed_up", through: "craft-fair", "Jörg scans the card over breakfast"),
        .came("2026-03-03 08:22", "joerg", "confirmed", through: "free-notebook", "Jörg confirms his address"),
        .came("2026-03-03 11:45", "tomas", "signed_up", through: "craft-fair", "Tomás asks too, and never confirms"),
        DemoScene(
            at: "2026-03-03 18:00", words: "The second day of the advertisement: 95 more",
            deed: .visits("notebook-ad", 95)),
        .came("2026-03-04 06:30", "sam", "signed_up", through: "craft-fair", "Sam finds the card, late in Los Angeles"),
        .came("2026-03-04 06:33", "sam", "confirmed", through: "free-notebook", "Sam confirms the address"),
        .came(
            "2026-03-04 18:40", "nobody", "signed_up", through: "craft-fair", "Somebody leaves an address, and no name"),
        .came("2026-03-04 18:41", "nobody", "confirmed", through: "free-notebook", "Somebody confirms it"),
        .came("2026-03-05 10:00", "siobhan", "signed_up", through: "craft-fair", "Siobhán asks for the notebook"),
        .came("2026-03-05 10:01", "siobhan", "confirmed", through: "free-notebook", "Siobhán confirms her address"),
        .came(
            "2026-03-05 22:30", "aroha", "signed_up", through: "craft-fair", "Aroha asks, in the morning in Auckland"),
        .came("2026-03-05 22:36", "aroha", "confirmed", through: "free-notebook", "Aroha confirms her address"),
        .came("2026-03-06 13:05", "leonie", "signed_up", through: "craft-fair", "Leonie asks during her lunch"),
        .came("2026-03-06 13:06", "leonie", "confirmed", through: "free-notebook", "Leonie confirms her address"),
        .came("2026-03-09 15:20", "elif", "signed_up", through: "craft-fair", "Elif gets the card from a friend"),
        .came("2026-03-09 15:31", "elif", "confirmed", through: "free-notebook", "Elif confirms her address"),
    ]

    /// The entry offer and what comes after it; one buys whom nobody asked, one says no, one wants the money back.
    private static let firstOrders: [DemoScene] = [
        .orders(
            "2026-03-05 20:30", "mia", "purchased", "starter", "5.00", key: "1042", "Mia buys the Starter kit"),
        .orders(
            "2026-03-07 11:20", "yuki", "purchased", "starter", "5.00", key: "1043",
            "Yuki buys the Starter kit at once; nobody asked her to"),
        DemoScene(at: "2026-03-08 17:00", words: "Somebody wants no more of it", deed: .unsubscribes("nobody")),
        .orders(
            "2026-03-08 20:15", "leonie", "purchased", "starter", "5.00", key: "1044", "Leonie buys the Starter kit"),
        .does("2026-03-09 20:15", "mia", "quickstart_opened", "Mia opens the quick start: her first seam holds"),
        .orders(
            "2026-03-09 22:00", "aroha", "purchased", "starter", "5.00", key: "1045", "Aroha buys the Starter kit"),
        .orders("2026-03-10 05:00", "sam", "purchased", "starter", "5.00", key: "1046", "Sam buys the Starter kit"),
        .orders(
            "2026-03-10 12:00", "siobhan", "purchased", "starter", "5.00", key: "1047", "Siobhán buys the Starter kit"),
        .does("2026-03-11 09:40", "yuki", "quickstart_opened", "Yuki opens the quick start"),
        .does("2026-03-11 21:10", "leonie", "quickstart_opened", "Leonie opens the quick start"),
        .does("2026-03-14 01:00", "aroha", "quickstart_opened", "Aroha opens the quick start"),
        .does(
            "2026-03-14 10:30", "siobhan", "refunded", key: "1047",
            "Siobhán sends it back; nothing more is asked of her"),
        .does("2026-03-17 04:45", "sam", "quickstart_opened", "Sam opens the quick start"),
        .orders(
            "2026-03-27 19:00", "elif", "purchased", "starter", "5.00", key: "1051",
            "Elif buys the Starter kit, three days before her offer ends"),
    ]

    /// The ladder, and what people say about it.
    private static let nextOrders: [DemoScene] = [
        .orders(
            "2026-03-18 19:30", "mia", "purchased", "bench", "48.00", key: "1048", "Mia buys the Bench box"),
        .orders(
            "2026-03-20 21:05", "leonie", "purchased", "year", "168.00", key: "1049",
            "Leonie takes the Workshop year"),
        .orders(
            "2026-03-25 07:20", "aroha", "purchased", "bench", "48.00", key: "1050", "Aroha buys the Bench box"),
        .does(
            "2026-04-02 21:00", "mia", "review_given",
            data: ["score": "10", "text": "My hands did that.", "public": "yes"],
            "Mia writes a review: 10 points, and may be quoted"),
        .does(
            "2026-04-04 18:30", "leonie", "review_given",
            data: ["score": "9", "text": "Vier Boxen, viermal Ruhe.", "public": "yes"],
            "Leonie writes a review: 9 points"),
        .does(
            "2026-04-09 08:15", "aroha", "review_given",
            data: ["score": "3", "text": "The awl came blunt."], "Aroha writes a review: 3 points; Ida should know"),
    ]

    /// One brings a friend unasked; one does so with her code, and has her reward when the friend can return nothing
    /// more.
    private static let friends: [DemoScene] = [
        .does(
            "2026-03-29 12:00", "ben", "recommended", by: "yuki",
            "Yuki tells Ben about the shop; nobody asked her to do that either"),
        .orders(
            "2026-04-10 18:05", "noor", "purchased", "starter", "5.00", key: "1052", codeOf: "mia",
            "Noor buys the Starter kit with Mia's code"),
        .does("2026-04-14 20:40", "noor", "quickstart_opened", "Noor opens the quick start"),
        .orders(
            "2026-04-20 17:15", "noor", "purchased", "bench", "48.00", key: "1053", "Noor buys the Bench box"),
        DemoScene(at: "2026-05-21 09:00", words: "Ida looks at what her promoters have earned", deed: .ledger),
    ]
}
