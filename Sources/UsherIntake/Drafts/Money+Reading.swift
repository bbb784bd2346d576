import UsherCore
import UsherHome

extension Money {
    /// An amount by its two texts, `49.00` and `EUR`, as every door takes them. Throws one clause for what says none.
    package init(value: String, currency: String?, mayHint: () -> Bool = { true }) throws(Misreading) {
        guard let currency else {
            throw Misreading(
                "the value \(PlainText.shown(value)) has no currency; add one such as EUR", hasRightForm: true)
        }
        let text = "\(value) \(currency)"
        let fault: String
        do throws(AttributeValue.Fault) {
            if case .money(let money) = try AttributeValue.parse(text, as: .money) {
                self = money
                return
            }
            fault = "is no amount"
        } catch {
            fault = error.reason
        }
        let hint = KnownNames.isCurrency(currency) || !mayHint() ? "" : KnownNames.currencyHint(currency)
        throw Misreading("the value '\(PlainText.shown(text))' \(fault)\(hint)", hasRightForm: true)
    }
}
