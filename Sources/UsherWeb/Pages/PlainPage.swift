import UsherCore
import UsherTemplates

/// What is shown when a page's own template fails: fixed English without styles, which can do what matters, a no above
/// all.
package enum PlainPage {
    package static func rendered(_ name: PageName) -> RenderedPage {
        let (title, text) = words(name)
        let form = button(name).map { value, words in
            "<form method=\"post\"><button name=\"choice\" value=\"\(value)\">\(words)</button></form>"
        }
        let html = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark"><title>\(title)</title></head>
            <body><main><h1>\(title)</h1><p>\(text)</p>\(form ?? "")</main></body></html>

            """
        return RenderedPage(html: Array(html.utf8), language: "en")
    }

    private static func button(_ name: PageName) -> (value: String, words: String)? {
        switch name {
        case .unsubscribe: ("all", "Unsubscribe")
        case .confirm: ("confirm", "Yes, confirm")
        default: nil
        }
    }

    private static func words(_ name: PageName) -> (title: String, text: String) {
        switch name {
        case .unsubscribe: ("Unsubscribe", "Press the button, and no more news is sent to you.")
        case .unsubscribed: ("Done", "What you chose holds from now on.")
        case .almost: ("Almost there", "Look into your mailbox, and press the button in the e-mail.")
        case .confirm: ("Confirm", "Press the button to confirm that you want these e-mails.")
        case .confirmed: ("Thank you", "You are in. Look into your mailbox.")
        case .review, .data: ("Not just now", "This page cannot be shown at the moment. Please try again later.")
        case .reviewed: ("Thank you", "Your answer was taken.")
        case .problem: ("That did not work", "Please go back and try again, or reply to one of our e-mails.")
        }
    }
}
