import UsherCore
import UsherTemplates

/// Whether marketing shows its reader a way to say no and the postal address: an error in live mode, where it does not
/// go without; advice in
/// rehearsal, for what the settings have already.
struct PromiseCheck {
    private let sources: MessageSources
    private let settings: Settings
    /// Found in every message of the sources.
    private let isKept: Bool
    private var lacks: [MarketingPromise.Lack] = []

    init(_ message: CompiledTemplates.Message, _ sources: MessageSources, _ settings: Settings) {
        self.sources = sources
        self.settings = settings
        isKept = message.alwaysKeepsPromise
    }

    mutating func look(at rendered: RenderedMessage, _ values: TemplateValue) {
        guard !isKept else { return }
        for lack in MarketingPromise.lacks(of: rendered, sources, values: values)
        where !lacks.contains(where: { $0.kind == lack.kind }) {
            lacks.append(lack)
        }
    }

    /// One for each part and promise that is missing. What only some people would miss is missing.
    var problems: [Problem] {
        guard !isKept else { return [] }
        let missing = MarketingPromise.Lack.Kind.allCases.compactMap { kind in lacks.first { $0.kind == kind } }
        guard missing.isEmpty else { return missing.filter(isSettled).map(problem) }
        guard !sources.unsubscribe.isEmpty, settings.postalAddress != nil else { return [] }
        return [
            Problem(
                severity, file: sources.layout.path,
                "marketing shows the way to say no and the postal address only to some people; put "
                    + "{{unsubscribe_url}} and {{shop.postal_address}} outside of sections, in both parts" + end)
        ]
    }

    private var severity: Problem.Severity { settings.mode == .live ? .error : .warning }
    private var end: String { settings.mode == .live ? "" : "; mode: live refuses this" }

    /// What the settings do not have is said where they stand.
    private func isSettled(_ lack: MarketingPromise.Lack) -> Bool {
        lack.isPostalAddress ? settings.postalAddress != nil : !sources.unsubscribe.isEmpty
    }

    private func problem(_ lack: MarketingPromise.Lack) -> Problem {
        let footer = sources.partials[CompiledMessage.textFooter]?.path ?? "templates/partials/footer.txt"
        let file = lack.isInHTML ? sources.layout.path : footer
        return Problem(severity, file: file, "of marketing, \(lack.sentence); \(lack.remedy)\(end)")
    }
}
