import Foundation
import Testing

@testable import UsherReceiving

@Suite("What an answer says to the question whether it was they")
struct AnswerWordsTests {
    private static let yes = [
        "Yes", "yes, please!", "Ja, gern", "OK\n\nOn Sunday Ida wrote:\n> Was it somebody else? Then do nothing.",
        "> Was it you?\n\nYes!", "Hello Ida, yes it was me", "Oui", "sí", "はい", "YES.\n\n-- \nNo. 5, Canal Street",
    ]

    /// Whoever was signed up by a stranger may say so in any words, and a machine in any.
    private static let others = [
        "", "  \n", "Thanks", "No", "No, that was not me", "Nein, das war ich nicht.", "Hello:\n\nNo, that was not me",
        "Bitte löschen Sie meine Daten, ich habe mich bei Ihnen nicht angemeldet",
        "Who are you? Remove me from this list", "This is spam", "Ich habe mich bereits abgemeldet!",
        "Si prega di cancellarmi", "Yes, remove me", "Ja? Nein!", "Ok, but please unsubscribe me",
        "> Was it you?\n\nNo, it was not", "I am out of the office until Monday.",
        "Your request has been received and a ticket has been made",
        "We are away for some weeks and then we will say yes", "On Sunday Ida wrote:\n> Yes, send it",
    ]

    @Test("a plain yes", arguments: yes)
    func saysYes(_ text: String) { #expect(AnswerWords.sayYes(text.components(separatedBy: "\n"))) }

    @Test("anything else", arguments: others)
    func saysNoYes(_ text: String) { #expect(!AnswerWords.sayYes(text.components(separatedBy: "\n"))) }
}
