import Foundation

extension ScenarioHome {
    /// Live mode, through the relay on `port` of this machine. `smtp` and `settings` are more lines of `smtp:` and of
    /// the file.
    func goLive(port: Int, smtp: [String] = ["tls: none"], settings: [String] = []) throws {
        let relay = ["host: localhost", "port: \(port)"] + smtp
        try configure(mode: "live", settings: ["smtp:"] + relay.map { "  \($0)" } + settings)
    }

    /// The sample shop without limits, cap and window, so that things go when their waits end.
    func configure(mode: String, settings: [String] = []) throws {
        // What is expected of the shop is expected within its window.
        for file in try FileManager.default.contentsOfDirectory(atPath: self("config/campaigns"))
        where file.hasSuffix(".expect") {
            try FileManager.default.removeItem(atPath: self("config/campaigns/\(file)"))
        }
        try write(
            """
            mode: \(mode)
            sender: { name: Ida from Paper Heron, address: ida@paperheron.example }
            postal_address: Paper Heron, Falzgasse 9, 04999 Leipzig, Germany
            unsubscribe: { mailto: unsubscribe@paperheron.example }
            shop: { name: Paper Heron, url: "https://paperheron.example", zone: Europe/Berlin, texts: { founder: Ida } }
            attributes:
              package: { type: text, default: starter }
              ordered_on: { type: date }
              order_total: { type: money }
              bound_before: { type: yes/no }
              interests: { type: list }
            cap: 0
            \(settings.joined(separator: "\n"))
            """, to: "config/usher.yaml")
    }

    /// A campaign `course` with these steps; the text of each tells the reader's name.
    func addCourse(_ steps: [(name: String, wait: String)]) throws {
        let list = steps.map { "  - { name: \($0.name), wait: \($0.wait) }\n" }.joined()
        try write(
            """
            title: A course by mail
            moves: subscribe -> convert
            call_to_action: { text: Go on, url: "https://paperheron.example/course" }
            traffic_source: email
            steps:
            \(list)
            """, to: "config/campaigns/course.yaml")
        for step in steps {
            try write(
                """
                ---
                subject: Letter {{contact.first_name}} {{^contact.first_name}}you{{/contact.first_name}}, \(step.name)
                preheader: The first edition
                ---
                Dear {{contact.name}}{{^contact.name}}reader{{/contact.name}},

                this is letter \(step.name) of the course, the first edition.

                Here it ends.
                """, to: "templates/course/\(step.name).md")
        }
    }

    /// A campaign of its own, `order`, whose only step is a receipt: transactional, and at once.
    func addOrder() throws {
        try write(
            """
            title: Your order
            moves: subscribe -> convert
            call_to_action: { text: See it, url: "https://paperheron.example/order" }
            traffic_source: email
            steps:
              - { name: receipt, wait: 0, kind: transactional }
            """, to: "config/campaigns/order.yaml")
        try write("---\nsubject: Your receipt\n---\nThank you.\n", to: "templates/order/receipt.md")
    }

    /// Nothing but the campaign `course`, with a step at once, one after a minute and one after three: every command
    /// and every start is quick.
    func keepOnlyCourse() throws {
        let files = FileManager.default
        for name in ["config/campaigns", "config/ladder.yaml", "config/rewards.yaml", "config/samples.yaml"] {
            try files.removeItem(atPath: self(name))
        }
        for name in ["advocate", "ascend", "excite", "promote", "welcome"] {
            try files.removeItem(atPath: self("templates/\(name)"))
        }
        try write(
            """
            unknown_people: add
            events:
              confirmed: { reaches: subscribe, label: Confirmed the address }
              purchased: { reaches: convert, label: Bought something, means: purchase }
            """, to: "config/journey.yaml")
        try addCourse([("one", "0"), ("two", "1 minute"), ("three", "3 minutes")])
    }

    /// A CSV file of `count` people, person1@example.org and so on; returns its path.
    func contacts(_ count: Int, surname: String = "Reader") throws -> String {
        let rows = (1...count).map { "\(Self.address($0)),Person\($0) \(surname)\n" }.joined()
        return try write("address,name\n\(rows)", to: "contacts.csv")
    }

    static func address(_ number: Int) -> String { "person\(number)@example.org" }
}
