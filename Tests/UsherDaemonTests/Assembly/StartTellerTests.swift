import Glibc
import TestSupport
import Testing

@testable import UsherDaemon

@Suite("What a daemon says while it starts")
struct StartTellerTests {
    private let book = LogBook()

    @Test("Is nothing, where it starts at once")
    func quick() {
        let teller = StartTeller("checks the files", logger: book.logger, patience: .seconds(3600))
        teller.goesOn("opens the database")
        teller.end()
        #expect(book.lines(.notice) == [])
    }

    @Test("Is what it does, that it still does it, and each new thing at once")
    func slow() throws {
        let teller = StartTeller(
            "checks the files", logger: book.logger, patience: .milliseconds(1), stride: .milliseconds(1))
        waits(for: { book.lines(.notice).count >= 2 })
        teller.goesOn("opens the database")
        teller.end()
        let lines = book.lines(.notice)
        #expect(lines.prefix(2) == ["starting: checks the files", "starting: still checks the files"])
        #expect(lines.contains("starting: opens the database"))
    }

    @Test("Ends with the start")
    func ended() {
        let teller = StartTeller("checks the files", logger: book.logger, patience: .milliseconds(1))
        waits(for: { !book.lines(.notice).isEmpty })
        teller.end()
        let said = book.lines(.notice)
        teller.end()
        #expect(book.lines(.notice) == said)
    }

    private func waits(for isThere: () -> Bool) {
        var patience = Patience()
        while !isThere(), !patience.isOver(watching: book.lines(.notice).count) { usleep(1000) }
    }
}
