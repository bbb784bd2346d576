import UsherCore
import UsherMail
import UsherSupport
import UsherTemplates

/// Looks at one message as it would go out: compiles it, checks its names, and fills it in and composes it for every
/// sample person.
struct MessageCheck {
    private let files: HomeFiles
    private let vocabulary: UsherCore.Vocabulary
    private let composer: MessageComposer
    private let templates: CompiledTemplates
    private let moment: Timestamp

    /// `moment` is when all sample people's enrollments began.
    init(
        _ files: HomeFiles, composer: MessageComposer, templates: CompiledTemplates,
        moment: Timestamp = SystemClock().now()
    ) {
        self.files = files
        self.templates = templates
        self.composer = composer
        self.moment = moment
        vocabulary = Inputs.vocabulary(settings: files.settings)
    }

    /// The first thing that is wrong with it, or everything where it cannot be compiled; and what is only advice.
    func problems(of sources: MessageSources) -> [Problem] {
        let message: CompiledTemplates.Message
        do { message = try templates.message(sources, for: vocabulary) } catch { return error.list }
        let compiled = message.compiled
        let frame: MessageFrame
        do { frame = try composer.frame(for: sources) } catch {
            return [Problem(file: Self.settingsFile, "no message can be composed: \(error)")]
        }
        var promise = PromiseCheck(message, sources, files.settings)
        var clipped: Problem?
        for sample in files.samples.isEmpty ? Sample.anybody(for: files) : files.samples {
            let values = SampleValues.values(
                for: compiled.names, sample: sample, sources: sources, files: files, moment: moment)
            do {
                let rendered = try compiled.render(values)
                clipped = clipped ?? ClippedMessage.warning(rendered, of: sources, for: sample)
                promise.look(at: rendered, values)
                try compose(rendered, frame, sources, sample)
            } catch {
                // Nobody said what the values of this person are.
                if sample.handle.isEmpty, error.place != Self.subjectPlace(sources) { continue }
                var problem = error
                if !sample.handle.isEmpty { problem.message += " (for the sample person '\(sample.handle)')" }
                return [problem]
            }
        }
        return (clipped.map { [$0] } ?? []) + promise.problems
    }

    private func compose(
        _ rendered: RenderedMessage, _ frame: MessageFrame, _ sources: MessageSources, _ sample: Sample
    ) throws(Problem) {
        do {
            _ = try composer.compose(
                rendered, in: frame, delivery: DeliveryID(1), contact: ContactID(1), address: sample.address,
                name: sample.name, composedAt: moment)
        } catch {
            throw Self.problem(error, sources)
        }
    }

    private static let settingsFile = "config/usher.yaml"

    private static func problem(_ fault: ComposeFault, _ sources: MessageSources) -> Problem {
        switch fault {
        case .lineBreak(.to), .tooLong(.to), .empty(.to), .notAnAddress(.to, _):
            Problem(file: "config/samples.yaml", "cannot be mailed: \(fault)")
        case .lineBreak(.subject), .tooLong(.subject), .empty(.subject):
            Problem(
                file: sources.template.path, line: subjectLine(sources), "no such message can be sent: \(fault)")
        case .body: Problem(file: sources.template.path, "no such message can be sent: \(fault)")
        default: Problem(file: settingsFile, "no message can be composed: \(fault)")
        }
    }

    private static func subjectPlace(_ sources: MessageSources) -> String {
        Problem(file: sources.template.path, line: subjectLine(sources), "").place
    }

    private static func subjectLine(_ sources: MessageSources) -> Int? {
        let lines = sources.template.text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        return lines.firstIndex { $0.hasPrefix("subject:") }.map { $0 + 1 }
    }
}

extension MessageComposer {
    /// With a key that is nobody's, for messages that are only looked at; signed with `dkim`, where that is given.
    package static func forLooking(dkim: DKIMKeyring? = nil) throws(KeyringFault) -> MessageComposer {
        let key = SigningKey(id: 1, createdAt: Timestamp(milliseconds: 0), secret: [UInt8](repeating: 0, count: 32))
        return MessageComposer(keyring: try Keyring(keys: key.map { [$0] } ?? []), databaseID: "preview", dkim: dkim)
    }
}

extension Sample {
    /// Stands in where a home has no sample people; nothing is known of this one.
    fileprivate static func anybody(for files: HomeFiles) -> [Sample] {
        EmailAddress(stored: files.settings.sender.address).map { [Sample(handle: "", address: $0)] } ?? []
    }
}
