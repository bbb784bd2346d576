import UsherCore

/// `/review/TOKEN`: a page that asks for a score and changes nothing, however often it is fetched; its button's POST takes the score, once.
package struct ReviewRoutes: WebRoutes {
    private let desk: any Reviewing

    package init(desk: any Reviewing) { self.desk = desk }

    package func add(to table: inout RouteTable) {
        table.add(
            .get("/review/{token}") { [desk] request in
                guard let invitation = try await desk.invitation(request.variable) else { throw Refusal.unknownLink }
                let chosen = request.query["score"].flatMap(Int.init)
                return .page(
                    Page(
                        .review, language: invitation.language,
                        values: Self.values(invitation, chosen: chosen)))
            })
        table.add(
            .post("/review/{token}") { [desk] request in
                let review = try Self.review(try request.form())
                guard let receipt = try await desk.take(review, token: request.variable) else {
                    throw Refusal.unknownLink
                }
                return .page(
                    Page(
                        .reviewed, language: receipt.language, values: Self.values(receipt)))
            })
    }

    /// A score that a link brought along is only marked.
    private static func values(_ invitation: ReviewInvitation, chosen: Int?) -> TemplateValue {
        var values: [String: TemplateValue] = [
            "scores": .list(
                ReviewForm.scores.map { .object(["value": .text("\($0)"), "is_chosen": .flag($0 == chosen)]) })
        ]
        values["product"] = invitation.product.map(TemplateValue.text)
        return .object(values)
    }

    private static func values(_ receipt: ReviewReceipt) -> TemplateValue {
        var values: [String: TemplateValue] = ["score": .text("\(receipt.score)"), "is_low": .flag(receipt.isLow)]
        if let invitation = receipt.invitation {
            values["invitation"] = .object(["text": .text(invitation.text), "url": .text(invitation.url)])
        }
        return .object(values)
    }

    private static func review(_ form: [String: String]) throws(Refusal) -> ReviewForm {
        guard let score = form["score"].flatMap(Int.init), ReviewForm.scores.contains(score) else {
            throw .impossible(
                "Please choose one of the scores from \(ReviewForm.scores.lowerBound) to \(ReviewForm.scores.upperBound)."
            )
        }
        let text = (form["text"] ?? "").replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard text.utf16.count <= ReviewForm.longestText else {
            throw .impossible(
                "The text is too long: \(ReviewForm.longestText) characters fit. Please go back and shorten it.")
        }
        guard PlainText.fault(text, longest: ReviewForm.longestText, lines: .several) == nil else {
            throw .impossible("The text contains characters that cannot be kept.")
        }
        let words = text.split(whereSeparator: \.isWhitespace)
        return ReviewForm(score: score, text: words.isEmpty ? nil : text, mayBeShown: form["public"] == "yes")
    }
}
