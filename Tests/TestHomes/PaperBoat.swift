/// A small live shop with one campaign, as files.
package enum PaperBoat {
    package static let files: [(path: String, text: String)] = [
        (
            "config/usher.yaml",
            """
            mode: live
            sender: hello@shop.de
            postal_address: Paper Boat, Quay 1, 20095 Hamburg
            shop: { name: Paper Boat }
            smtp: { host: relay.shop.de }
            public: { url: "https://shop.de/mail", listen: "127.0.0.1:18025" }
            attributes: { vip: { type: text } }
            """
        ),
        ("config/journey.yaml", "events:\n  purchased: convert\n  used: excite\n"),
        (
            "config/campaigns/excite.yaml",
            """
            title: Excite
            moves: convert -> excite
            call_to_action: { text: Go, url: "https://shop.de/go" }
            starts_on: { event: purchased }
            done_when: { event: used }
            steps:
              - { name: thanks, wait: 0, kind: transactional }
              - { name: more, wait: 1 day }
            """
        ),
        ("config/samples.yaml", "people:\n  sam: { address: sam@customer.de, attributes: { vip: yes sir } }\n"),
        ("templates/layouts/default.html", good),
        (
            "templates/partials/footer.txt",
            "{{shop.postal_address}}\n{{#unsubscribe_url}}{{unsubscribe_url}}{{/unsubscribe_url}}\n"
        ),
        ("templates/excite/thanks.md", "---\nsubject: Thanks\n---\n[Go]({{call_to_action.url}})\n"),
        ("templates/excite/more.md", "---\nsubject: More\n---\n[Go]({{call_to_action.url}})\n"),
    ]

    private static let good =
        "<p>{{content}}</p><p>{{shop.postal_address}} {{#unsubscribe_url}}<a href=\"{{unsubscribe_url}}\">No</a>{{/unsubscribe_url}}</p>"
}
