/// The settings of what counts as a yes to marketing, and which events say it.
package struct ConsentSettings: Hashable, Sendable {
    /// A sign-up counts only once it is confirmed.
    package var doubleOptIn: Bool
    /// The time in milliseconds after which somebody who asked for mail, never confirmed it, and did nothing else is
    /// forgotten.
    package var forgetsUnconfirmedAfter: Int64
    /// The event that lets a buyer be mailed about similar goods; nil: none does.
    package var softOptIn: String?
    /// The event of somebody who asks for mail; it sends the notice `confirm`.
    package var signUpEvent: String
    /// The event of the confirmation.
    package var confirmedEvent: String
    /// The words of the shop's form beside its button, which are kept with each sign-up.
    package var wording: String?
    /// The page that people come to after the form; nil is Usher's own.
    package var thanksURL: String?
    /// The address of the promised thing, for the page after the confirmation; nil leaves it to the e-mail.
    package var promise: CallToAction?
    /// The origins whose pages may post the form by script, such as `https://shop.example`.
    package var origins: [String]
    /// How many confirmations of sign-ups are mailed in a span of time.
    package var confirmations: ConfirmationLimits

    package init(
        doubleOptIn: Bool = true, forgetsUnconfirmedAfter: Int64 = 30 * 86_400_000, softOptIn: String? = nil,
        signUpEvent: String = "signed_up",
        confirmedEvent: String = "confirmed", wording: String? = nil, thanksURL: String? = nil,
        promise: CallToAction? = nil,
        origins: [String] = [], confirmations: ConfirmationLimits = ConfirmationLimits()
    ) {
        self.doubleOptIn = doubleOptIn
        self.forgetsUnconfirmedAfter = forgetsUnconfirmedAfter
        self.softOptIn = softOptIn
        self.signUpEvent = signUpEvent
        self.confirmedEvent = confirmedEvent
        self.wording = wording
        self.thanksURL = thanksURL
        self.promise = promise
        self.origins = origins
        self.confirmations = confirmations
    }

    /// Whether an event of this name is a sign-up that is to be confirmed.
    package func isSignUp(_ event: String) -> Bool { doubleOptIn && event == signUpEvent }
}

/// The limits for confirmations of sign-ups in a span of time: `ConfirmationBudget` says what of.
package struct ConfirmationLimits: Hashable, Sendable {
    package var anHour: Int
    package var perDomain: Int
    package var perNetwork: Int
    package var perAddress: Int

    package init(anHour: Int = 1000, perDomain: Int = 100, perNetwork: Int = 50, perAddress: Int = 3) {
        self.anHour = anHour
        self.perDomain = perDomain
        self.perNetwork = perNetwork
        self.perAddress = perAddress
    }
}
