import UsherCore
import UsherHome
import UsherMail
import UsherSupport
import UsherTemplates

/// One e-mail, composed for a sample person from the files alone.
package struct Preview {
    private let rendered: RenderedMessage
    private let sources: MessageSources
    private let sample: Sample
    private let home: String
    private let settings: Settings

    /// Composes a message. `message` is `CAMPAIGN/STEP`; `sample` nil is the first of `config/samples.yaml`.
    package init(home: String, message: String, sample handle: String?) throws {
        let files = try HomeReader.read(home)
        guard let sample = try files.sample(handle) else { throw UnknownName.noSamples }
        let sources = try files.sources(message: message, language: sample.language ?? files.settings.shop.language)
        try self.init(sources, for: sample, files: files, home: home, compiled: try CompiledMessage.compile(sources))
    }

    /// Composes a message of files that were read, for somebody who may be no sample person. Throws a `Problem`.
    /// `moment` is when the person's enrollment began.
    package init(
        _ sources: MessageSources, for sample: Sample, files: HomeFiles, home: String, compiled: CompiledMessage,
        moment: Timestamp = SystemClock().now()
    ) throws(Problem) {
        self.home = home
        settings = files.settings
        self.sample = sample
        self.sources = sources
        rendered = try compiled.render(
            SampleValues.values(for: compiled.names, sample: sample, sources: sources, files: files, moment: moment))
    }

    package var subject: String { rendered.subject }

    /// The sender as mail programs show it.
    package var sender: String { sources.sender.name.isEmpty ? sources.sender.address : sources.sender.name }

    /// The language of the text, as a BCP 47 tag.
    package var language: String { sources.language }

    /// Headers a reader sees, an empty line, the text part.
    package var text: String {
        """
        From: \(sources.sender.name) <\(sources.sender.address)>
        To: \(sample.address)
        Subject: \(rendered.subject)

        \(decoded(rendered.text))
        """
    }

    package var html: String { decoded(rendered.html) }

    /// The text part alone.
    package var words: String { decoded(rendered.text) }

    /// The address that Usher's own links begin with; nil without a public address.
    package var publicURL: String? { settings.published?.url }

    /// The message as it would go over the wire: signed, where Usher signs and may read the keys. Throws why they
    /// cannot be had.
    package func eml(environment: [String: String]) throws -> [UInt8] {
        let state = StateFolder.path(home: home, settings: settings, environment: environment)
        return try composed(
            with: .forLooking(dkim: DKIMKeyring(DKIMKeyFolder(state: state, environment: environment))))
    }

    /// The message as it would go over the wire, but without a signature, for whoever may not read the keys.
    package func unsigned() throws -> [UInt8] { try composed(with: .forLooking()) }

    private func composed(with composer: MessageComposer) throws -> [UInt8] {
        try composer.compose(
            rendered, sources: sources, delivery: DeliveryID(0), contact: ContactID(0), address: sample.address,
            name: sample.name, composedAt: SystemClock().now()
        ).bytes
    }

    private func decoded(_ octets: [UInt8]) -> String {
        String(decoding: QuotedPrintable.decode(octets), as: UTF8.self).replacing("\r\n", with: "\n")
    }
}
