/// What the sign-up routes ask of the rest of Usher.
package protocol SigningUp: Sendable {
    /// Takes a sign-up in; durable when it returns. The answer tells nobody whether the address was known.
    func signUp(_ form: SignUpForm) async throws -> SignUpAnswer
    /// How the shop wants its forms answered.
    func signUpManners() async -> SignUpManners
}

/// What becomes of a sign-up.
package enum SignUpAnswer: Hashable, Sendable {
    /// Taken, or of a machine, or too soon after another: all look alike. `hint` is the address, mostly hidden.
    case taken(hint: String)
    case badAddress
    /// The home has no sign-ups.
    case notOffered
}

/// How the shop wants its forms answered.
package struct SignUpManners: Hashable, Sendable {
    /// Nil is the page `almost`.
    package let thanksURL: String?
    /// Whose scripts may read the answer: `https://shop.example`.
    package let origins: Set<String>

    package init(thanksURL: String?, origins: Set<String>) {
        self.thanksURL = thanksURL
        self.origins = origins
    }
}
