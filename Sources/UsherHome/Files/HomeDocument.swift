import UsherCore

/// One file of `config/` read by itself, as if everything that it names were there.
package enum HomeDocument: String, CaseIterable, Sendable {
    case settings = "config/usher.yaml"
    case journey = "config/journey.yaml"
    case ladder = "config/ladder.yaml"
    case rewards = "config/rewards.yaml"
    case samples = "config/samples.yaml"
    case campaign = "config/campaigns/welcome.yaml"
    case expectations = "config/campaigns/welcome.expect"

    /// What is wrong with a file of these octets, by line and column, and whether something of it could be read all the
    /// same.
    package func reading(of octets: [UInt8]) -> (problems: [Problem], isReadable: Bool) {
        let log = ProblemLog()
        let isReadable = HomeDisk.text(octets, of: rawValue, log: log).map { canRead($0, log) } ?? false
        return (log.sorted, isReadable)
    }

    private func canRead(_ text: String, _ log: ProblemLog) -> Bool {
        if self == .expectations {
            let names = ExpectationNames(samples: nil, steps: [:], events: nil)
            return !ExpectationReader.read(text, file: rawValue, campaign: "welcome", names: names, log: log).isEmpty
        }
        guard let root = YAMLText.root(of: text, file: rawValue, log: log) else { return false }
        let declared = DeclaredNames()
        return switch self {
        case .settings: SettingsDocument.read(root) != nil
        case .journey: JourneyDocument.read(root) != nil
        case .ladder: LadderDocument.read(root) != nil
        case .rewards: RewardsDocument.read(root, declared: declared) != nil
        case .samples: SamplesDocument.read(root, declared: declared) != nil
        case .campaign, .expectations: CampaignDocument.read(root, name: "welcome", declared: declared) != nil
        }
    }
}
