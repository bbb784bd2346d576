import UsherReports

/// The remarks about one e-mail, as `usher preview --check` makes them, but for what other programs would have to be
/// asked.
package struct MailExam: Sendable {
    package struct Remark: Hashable, Sendable {
        package enum Grade: Sendable {
            case ok, advice, wrong, unknown
        }

        let grade: Grade
        let about: String
        let found: String
        /// The state that there should be; nil where all is well.
        let wanted: String?

        package init(_ grade: Grade, _ about: String, _ found: String, wanted: String? = nil) {
            (self.grade, self.about, self.found, self.wanted) = (grade, about, found, wanted)
        }
    }

    /// The size of the whole message, in octets.
    let size: Int
    let remarks: [Remark]

    package init(size: Int, remarks: [Remark]) {
        self.size = size
        self.remarks = remarks
    }
}
