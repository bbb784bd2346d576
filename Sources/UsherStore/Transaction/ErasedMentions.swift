import UsherCore

/// Keeps the addresses of people who were erased out of what is told about others afterwards, inside one transaction:
/// an event of before the erasure, an old list. What stands there instead is `erased`, as in what was recorded before
/// it.
struct ErasedMentions {
    private let contacts: ContactRows
    private let moment: Timestamp
    private let isImport: Bool

    /// - Parameters:
    ///   - moment: when it happened what is told.
    ///   - isImport: whether it has no time of its own: then an erasure in force is enough, as long as nobody has the
    ///   address.
    init(_ contacts: ContactRows, toldOf moment: Timestamp, isImport: Bool) {
        self.contacts = contacts
        self.moment = moment
        self.isImport = isImport
    }

    func without(_ request: EventRequest) throws(StoreError) -> EventRequest {
        guard contacts.suppressions.anyErased else { return request }
        var request = request
        request.event.key = try without(request.event.key, isIdentifier: true)
        request.event.product = try request.event.product.map { (text) throws(StoreError) in try without(text) }
        request.event.data = try without(request.event.data)
        request.person = try without(request.person)
        return request
    }

    func without(_ request: EntryRequest) throws(StoreError) -> EntryRequest {
        guard contacts.suppressions.anyErased else { return request }
        var request = request
        request.key = try without(request.key, isIdentifier: true)
        request.data = try without(request.data)
        request.person = try without(request.person)
        return request
    }

    private func without(_ person: ContactDraft) throws(StoreError) -> ContactDraft {
        var person = person
        person.name = try person.name.map { (text) throws(StoreError) in try without(text) }
        for (name, value) in person.attributes {
            if case .text(let text) = value { person.attributes[name] = .text(try without(text)) }
        }
        var tags: Set<String> = []
        for tag in person.tags { tags.insert(try without(tag, isIdentifier: true)) }
        person.tags = tags
        if let wording = person.consent?.wording { person.consent?.wording = try without(wording) }
        return person
    }

    private func without(_ data: [String: String]) throws(StoreError) -> [String: String] {
        var data = data
        for (name, text) in data { data[name] = try without(text) }
        return data
    }

    private func without(_ text: String, isIdentifier: Bool = false) throws(StoreError) -> String {
        var text = text
        for address in SpokenAddresses.in(text) where try isErased(address.key) {
            let mention = Mention(of: address)
            text = (isIdentifier ? mention.inIdentifiers : mention).replaced(in: text) ?? text
        }
        return text
    }

    private func isErased(_ key: AddressKey) throws(StoreError) -> Bool {
        guard let (suppression, isInForce) = try contacts.suppressions.erasure(of: key) else { return false }
        let answer = ErasurePolicy.answer(
            toldOf: moment, isSignUp: false, erasedAt: suppression.at, isInForce: isInForce,
            isKnown: try contacts.known(key) != nil)
        return answer == .older || isImport && answer == .erased
    }
}
