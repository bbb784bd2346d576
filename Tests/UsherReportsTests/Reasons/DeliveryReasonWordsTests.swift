import TestSupport
import Testing
import UsherCore
import UsherReports

@Suite("Why a delivery was not sent, in words")
struct DeliveryReasonWordsTests {
    private static let sentences: [(DeliveryReason, String)] = [
        (.enrollmentEnded(nil), "its enrollment has ended"),
        (.enrollmentEnded(.finished), "the enrollment ended: its last e-mail is done"),
        (.enrollmentEnded(.goalReached), "the enrollment ended: its goal was reached"),
        (.enrollmentEnded(.stopped), "the enrollment ended: an event stopped it"),
        (.enrollmentEnded(.left), "the enrollment ended: the person was taken out"),
        (.enrollmentEnded(.suppressed), "the enrollment ended: the person must not be mailed"),
        (.enrollmentEnded(.replaced), "the enrollment ended: another campaign took over"),
        (.enrollmentEnded(.removed), "the enrollment ended: the campaign's file is gone"),
        (.campaignGone, "its campaign is gone from the files"),
        (.stepGone, "the step is gone from the files"),
        (.conditionNotMet, "its only_if is not true for the person"),
        (.suppressed(.unsubscribed), "the address is suppressed: unsubscribed"),
        (.suppressed(.paused), "the address is suppressed: asked for a pause"),
        (.suppressed(.erased), "the address is suppressed: erased"),
        (.suppressed(.complaint), "the address is suppressed: complained"),
        (.suppressed(.bounced), "the address is suppressed: hard bounce"),
        (.suppressed(.manual), "the address is suppressed: entered by the operator"),
        (.saidNo(.unsubscribed), "the person said no to marketing: unsubscribed"),
        (.saidNo(.complained), "the person said no to marketing: complained"),
        (.noConsent, "no consent to marketing is recorded"),
        (
            .unconfirmed,
            "the sign-up is not confirmed: nobody has pressed the button behind the mailed link yet"
        ),
        (.softOptInIsOff, "the person only bought something, and consent.soft_opt_in is off"),
        (.withdrawn, "the person said no before the message started"),
        (.bounced, "the address bounced"),
        (.erased, "the person was erased"),
        (.cancelledByHand, "cancelled by the operator"),
        (.notComposed(words: "the value 'name' is missing"), "the value 'name' is missing"),
        (.refused(.dot, answer: "552 5.3.4"), "refused at the message's end with 552 5.3.4"),
        (.needsSMTPUTF8, "the address needs SMTPUTF8, which the relay does not offer"),
        (.largerThan(limit: 1000), "larger than the 1000 octets that the relay takes"),
        (.connectionLost(.rcpt, .closed), "the relay closed the connection at RCPT"),
        (.connectionLost(.dot, .timeout), "the relay did not answer in time at the message's end"),
        (.connectionLost(.startTLS, .tls), "TLS broke at STARTTLS"),
        (.connectionLost(.mail, .garbage), "the relay said something that is not SMTP at MAIL"),
        (.connectionLost(.greeting, .flood), "the relay's answer at the greeting had no end"),
        (.givenUp(afterMilliseconds: 86_400_000, answer: nil, inDoubt: false), "given up after 1 day"),
        (
            .givenUp(afterMilliseconds: 86_400_000, answer: "451 4.7.1", inDoubt: true),
            "given up after 1 day; the last answer was 451 4.7.1; an earlier attempt is in doubt"
        ),
        (.notSent, "could not be sent"),
        (
            .returned(.bounced, status: "5.1.1", report: 17),
            "came back: the address does not work (5.1.1); what was said: usher receive show 17"
        ),
        (
            .returned(.complained, status: nil, report: 17),
            "the person complained about it; what was said: usher receive show 17"
        ),
        (
            .unknown(Coded("of_another_version", ["x": "y"])),
            "'of_another_version', which this version of usher does not know"
        ),
    ]

    @Test("Each has its sentence")
    func words() {
        for (reason, sentence) in Self.sentences { #expect(reason.words == sentence) }
        #expect(Set(DeliveryReason.examples).isSubset(of: Self.sentences.map(\.0)))
    }
}
