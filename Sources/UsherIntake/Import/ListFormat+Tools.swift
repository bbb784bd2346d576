/// The tools that `--format` knows. Where each fact is from stands beside it; what an export says of marketing is never
/// guessed: a text that a table does not have refuses its row.
extension ListFormat {
    static let all = [
        mailchimp, klaviyo, shopify, woocommerce, hubspot, kit, brevo, listmonk, mautic,
    ]

    /// An audience's export is one file for each status, and no column of it says which: subscribed people have
    /// OPTIN_TIME where they signed up themselves, and CONFIRM_TIME alone where the owner added them; unsubscribed ones
    /// have UNSUB_TIME, cleaned ones (their address bounced) CLEAN_TIME. Neither of the first two is filled for people
    /// who never subscribed. Times are UTC.
    /// From kb.mailchimp.com/lists/managing-subscribers/view-unsubscribed-and-cleaned-addresses, and the first lines of
    /// exports that stand in public repositories. That CONFIRM_TIME alone is the owner's doing is said by none of
    /// Mailchimp's pages; support.mailigen.com/ip-and-time-fields says it of the same two columns.
    private static let mailchimp = ListFormat(
        "mailchimp", "Mailchimp",
        [
            (.field(.address), ["email address", "email"]), (.first, ["first name", "fname"]),
            (.last, ["last name", "lname"]), (.field(.zone), ["timezone"]), (.field(.language), ["language"]),
            (.field(.tags), ["tags"]), (.since(.yes), ["optin_time"]), (.empty(.never), ["confirm_time"]),
            (.since(.unsubscribed), ["unsub_time"]), (.since(.bounced), ["clean_time"]),
            (
                .left,
                [
                    "address", "phone number", "birthday", "email_type", "member_rating", "optin_ip", "confirm_ip",
                    "latitude", "longitude", "gmtoff", "dstoff", "cc", "region", "last_changed", "leid", "euid",
                    "notes",
                    "unsub_campaign_title", "unsub_campaign_id", "unsub_reason", "unsub_reason_other",
                    "clean_campaign_title", "clean_campaign_id",
                ]
            ),
        ])

    /// SUBSCRIBED, UNSUBSCRIBED and NEVER_SUBSCRIBED; a suppressed profile may be SUBSCRIBED all the same, so that
    /// column counts before it. The export of suppressed profiles has its own: why, and since when. From
    /// help.klaviyo.com/hc/en-us/articles/360043841811 (consent), fivetran.com/docs/connectors/applications/klaviyo/
    /// troubleshooting/subscribed-and-suppressed-users, and the first lines of exports in public repositories. The
    /// reasons of suppressions are listed nowhere: one that is not in the table is a no.
    private static let klaviyo = ListFormat(
        "klaviyo", "Klaviyo",
        [
            (.field(.address), ["email"]), (.first, ["first name"]), (.last, ["last name"]),
            (.field(.language), ["locale", "language"]), (.field(.zone), ["timezone"]), (.field(.tags), ["tags"]),
            (
                .says(
                    .init(
                        texts: [
                            "subscribed": .yes, "unsubscribed": .unsubscribed, "never_subscribed": .never,
                            "never subscribed": .never,
                        ], empty: .never, dated: .consent)), ["email marketing consent"]
            ),
            (.saidAt(.consent), ["email marketing consent timestamp"]),
            (
                .says(
                    .init(
                        texts: [
                            "unsubscribed": .unsubscribed, "unsubscribe": .unsubscribed, "hard_bounce": .bounced,
                            "hard bounce": .bounced, "bounced": .bounced, "invalid_email": .bounced,
                            "spam_complaint": .complained, "marked_as_spam": .complained, "marked as spam": .complained,
                            "false": .nothing, "none": .nothing, "null": .nothing,
                        ], other: .unsubscribed, isList: true, dated: .suppression)),
                ["email suppressions", "suppression reason", "suppression reasons"]
            ),
            (.saidAt(.suppression), ["email suppressions timestamp", "suppression timestamp", "suppression date"]),
            (
                .left,
                [
                    "klaviyo id", "organization", "title", "phone number", "address", "address 2", "city",
                    "state / region", "country", "zip code", "latitude", "longitude", "source", "ip address",
                    "sms marketing consent", "sms marketing consent timestamp",
                    "historic customer lifetime value", "total customer lifetime value",
                    "predicted customer lifetime value", "average order value", "historic number of orders",
                    "predicted number of orders", "average days between orders", "expected date of next order",
                    "churn risk prediction", "first active", "last active", "profile created on", "date added",
                    "last open", "last click", "last source", "initial source", "timestamp",
                ]
            ),
        ])

    /// `Accepts Email Marketing` is yes or no; a no is also of whoever never said anything, and is taken for one but
    /// from those who confirmed here.
    /// From matrixify.app/documentation/customers, and the first lines of exports in public repositories.
    private static let shopify = ListFormat(
        "shopify", "Shopify", prefixes: [("default address ", .left), ("metafield", .left)],
        [
            (.field(.address), ["email"]), (.first, ["first name"]), (.last, ["last name"]),
            (.field(.language), ["language", "locale"]), (.field(.tags), ["tags"]),
            (.isSo(.yes, else: .unsubscribedOrNeverAsked), ["accepts email marketing", "accepts marketing"]),
            (
                .left,
                [
                    "customer id", "company", "phone", "total spent", "total orders", "note", "tax exempt",
                    "accepts sms marketing", "accepts whatsapp marketing",
                    "address1", "address2", "city", "province", "province code", "country",
                    "country code", "zip",
                ]
            ),
        ])

    /// The customers' report and the usual exporters of users: none of them says anything of marketing.
    /// From woocommerce/woocommerce, src/Admin/API/Reports/Customers/Controller.php, get_export_columns, and
    /// woocommerce.com/document/import-and-export-of-woocommerce-users.
    private static let woocommerce = ListFormat(
        "woocommerce", "WooCommerce",
        prefixes: ["billing_", "billing ", "shipping_", "shipping ", "wc_", "wp_", "meta:"].map { ($0, .left) },
        [
            (.field(.address), ["email", "user_email", "billing_email"]), (.field(.name), ["name", "display_name"]),
            (.first, ["first_name", "billing_first_name"]), (.last, ["last_name", "billing_last_name"]),
            (.field(.language), ["locale"]),
            (
                .left,
                [
                    "id", "customer_id", "username", "user_login", "user_pass", "user_nicename", "user_url",
                    "user_registered", "user_status", "role", "roles", "nickname", "description", "last active",
                    "last_active",
                    "date_last_active", "sign up", "registered", "date registered", "date_registered", "orders",
                    "orders_count",
                    "total spend", "total_spend", "aov", "avg_order_value", "country / region", "country", "city",
                    "region", "postal code", "postcode", "last_update", "rich_editing", "syntax_highlighting",
                    "comment_shortcuts", "admin_color", "use_ssl", "show_admin_bar_front", "show_welcome_panel",
                    "session_tokens",
                ]
            ),
        ])

    /// A contact's export has `Unsubscribed from all email` (older: `Opted out of all email`), one column for each type
    /// of mail that begins with `Opted out of email:`, the reason of a hard bounce, and legal bases in words. The
    /// export of unsubscribes and bounces has the columns that begin with Portal and Global, and one for each type of
    /// mail: of these `Marketing Information` is there in every shop, and `--map "TYPE=unsubscribed"` takes the shop's
    /// own. From knowledge.hubspot.com: what the columns mean when unsubscribes and bounces are exported, how
    /// an opt-out list is imported; the legal basis as public programs write it.
    private static let hubspot = ListFormat(
        "hubspot", "HubSpot", prefixes: [("opted out of email:", .isSo(.unsubscribed))],
        [
            (.field(.address), ["email", "email address", "recipient"]), (.first, ["first name"]),
            (.last, ["last name"]), (.field(.language), ["preferred language"]),
            (
                .isSo(.unsubscribed),
                [
                    "unsubscribed from all email", "opted out of all email", "opted out of email", "portal unsubscribe",
                    "global unsubscribe", "marketing information",
                ]
            ),
            (.isSo(.complained), ["portal spam report", "global spam report"]),
            (
                .says(.init(texts: ["false": .nothing, "no": .nothing, "0": .nothing], other: .bounced)),
                ["portal bounce", "global bounce", "email hard bounce reason"]
            ),
            (
                .says(.init(texts: ["freely given consent from contact": .yes], other: .nothing, isList: true)),
                ["legal basis for processing contact's data"]
            ),
            (
                .left,
                [
                    "record id", "contact id", "phone number", "contact owner", "lead status", "create date",
                    "last activity date", "associated company", "associated company ids", "company name",
                    "lifecycle stage", "marketing contact status", "city", "country/region", "state/region",
                ]
            ),
        ])

    /// Confirmed, unconfirmed, cancelled, bounced and complained subscribers; the API calls the first two active and
    /// inactive. Cold ones are confirmed and do not open: they agreed. From
    /// help.convertkit.com/article/12-convertkit-subscribers and developers.kit.com/api-reference/subscribers; neither
    /// has the columns of the file.
    private static let kit = ListFormat(
        "kit", "Kit",
        [
            (.field(.address), ["email", "email_address", "email address"]), (.first, ["first_name", "first name"]),
            (.last, ["last_name", "last name"]), (.field(.tags), ["tags"]),
            (
                .says(
                    .init(
                        texts: [
                            "active": .yes, "confirmed": .yes, "cold": .yes, "inactive": .never, "unconfirmed": .never,
                            "cancelled": .unsubscribed, "canceled": .unsubscribed, "unsubscribed": .unsubscribed,
                            "bounced": .bounced, "complained": .complained,
                        ])), ["status", "state"]
            ),
            (.left, ["id", "subscriber_id", "created_at", "subscribed_at", "source", "referrer"]),
        ])

    /// Blocklisted contacts unsubscribed, complained or bounced, and nothing says which. Being on no blocklist is no
    /// yes; the attribute DOUBLE_OPT-IN is one, and its no (2, where it is a category) is of those who never confirmed,
    /// as that of OPT_IN is of those who were not asked. The subscription status is a column where it is asked for.
    /// From help.sendinblue.com/hc/en-us/articles/208773869 (blocklist) and developers.brevo.com/reference/
    /// request-contact-export, which names the columns and not their texts: others than these refuse the row.
    private static let brevo = ListFormat(
        "brevo", "Brevo",
        [
            (.field(.address), ["email"]), (.first, ["firstname", "first name", "prenom"]),
            (.last, ["lastname", "last name", "nom"]), (.field(.language), ["language", "contact_language"]),
            (.field(.zone), ["contact timezone", "timezone", "contact_timezone"]),
            (.isSo(.unsubscribed), ["blocklisted", "blacklisted", "emailblacklisted", "email_blacklisted"]),
            (
                .says(
                    .init(
                        texts: [
                            "unsubscribed": .unsubscribed, "blocklisted": .unsubscribed, "blacklisted": .unsubscribed,
                            "subscribed": .nothing,
                        ])),
                ["email_marketing", "email marketing", "email subscription status", "subscription status"]
            ),
            (
                .says(
                    .init(
                        texts: [
                            "yes": .yes, "1": .yes, "true": .yes, "no": .never, "2": .never, "0": .never,
                            "false": .never,
                        ])), ["double_opt-in", "double_opt_in"]
            ),
            (.isSo(.nothing, else: .never), ["opt_in"]),
            (
                .left,
                [
                    "contact id", "contact_id", "id", "sms", "whatsapp", "ext_id", "landline_number", "added_time",
                    "modified_time", "_listids", "list_ids", "listids", "sms_marketing", "job_title", "linkedin",
                ]
            ),
        ])

    /// The export has a subscriber's status and not that of their lists: blocklisted and disabled ones get nothing,
    /// enabled ones may be on a list that they never confirmed or have left.
    /// From knadh/listmonk, cmd/subscribers.go and models, and its issue 738.
    private static let listmonk = ListFormat(
        "listmonk", "listmonk",
        [
            (.field(.address), ["email"]), (.field(.name), ["name"]),
            (
                .says(
                    .init(
                        texts: ["blocklisted": .unsubscribed, "disabled": .unsubscribed, "enabled": .nothing])),
                ["status"]
            ),
            (.left, ["uuid", "id", "attributes", "created_at", "updated_at"]),
        ])

    /// Fields by their aliases, and `doNotEmail` as its imports have it: true, 1, on or yes. Points, owners and dates
    /// are left out. From docs.mautic.org/en/contacts/import-contacts, which has tags between `|` as well.
    private static let mautic = ListFormat(
        "mautic", "Mautic", tags: .bars,
        [
            (.field(.address), ["email"]), (.first, ["firstname", "first name"]), (.last, ["lastname", "last name"]),
            (.field(.language), ["preferred_locale", "preferred locale"]), (.field(.zone), ["timezone"]),
            (.field(.tags), ["tags"]),
            (.isSo(.unsubscribed), ["donotemail", "do_not_email", "do not email", "donotcontact", "do not contact"]),
            (
                .left,
                [
                    "id", "title", "company", "position", "address1", "address2", "city", "state", "zipcode", "country",
                    "phone", "mobile", "fax", "website", "facebook", "foursquare", "instagram", "linkedin", "skype",
                    "twitter", "points", "stage", "owner", "owner_id", "date_added", "dateadded", "date_modified",
                    "datemodified", "date_identified", "dateidentified", "last_active", "lastactive", "ip", "ipaddress",
                    "attribution", "attribution_date",
                ]
            ),
        ])
}
