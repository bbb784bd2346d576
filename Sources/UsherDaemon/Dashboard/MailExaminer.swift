import UsherCore
import UsherDashboard
import UsherDoctor
import UsherReports

/// Examines an e-mail that is looked at: its size and what the doctor thinks of it. No program is asked and nothing
/// fetched, so that it takes no time to speak of.
struct MailExaminer: Sendable {
    /// The environment, which says where signing keys are.
    let environment: [String: String]

    func examine(_ preview: Preview) -> MailExam {
        var remarks: [MailExam.Remark] = []
        let message: [UInt8]
        do {
            message = try signed(preview, &remarks)
        } catch {
            // What keeps it from being composed is said with its place among the errors of the files.
            return MailExam(size: 0, remarks: [.init(.wrong, "message", PlainText.cleaned("\(error)"))])
        }
        let facts = MessageJudge.Facts(
            size: message.count, html: Array(preview.html.utf8), text: preview.words, spam: nil)
        return MailExam(size: message.count, remarks: remarks + MessageJudge.judge(facts).map(MailExam.Remark.init))
    }

    /// The answer of this machine's spam filter, as `usher preview --check` asks it. Blocks, `patience` seconds at
    /// most.
    func askFilter(_ preview: Preview) -> MailExam.Remark {
        var remarks: [MailExam.Remark] = []
        do {
            let filter = SpamFilter(environment: environment, seconds: Self.patience)
            return .init(MessageJudge.spam(filter.answer(try signed(preview, &remarks))))
        } catch {
            return .init(.wrong, "message", PlainText.cleaned("\(error)"))
        }
    }

    /// How many seconds the filter may take: less than an answer of the dashboard may.
    private static let patience = 20

    private func signed(_ preview: Preview, _ remarks: inout [MailExam.Remark]) throws -> [UInt8] {
        do { return try preview.eml(environment: environment) } catch {
            remarks.append(.init(.unknown, "signature", PlainText.cleaned("\(error)")))
            return try preview.unsigned()
        }
    }
}

extension MailExam.Remark {
    fileprivate init(_ finding: Finding) {
        let grade: Grade =
            switch finding.grade {
            case .ok: .ok
            case .advice: .advice
            case .wrong: .wrong
            case .unknown: .unknown
            }
        self.init(grade, finding.about, finding.found, wanted: finding.wanted)
    }
}
