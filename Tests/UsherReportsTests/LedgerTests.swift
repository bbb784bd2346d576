import Testing
import UsherCore

@testable import UsherReports

@Suite("The promoters' ledger")
struct LedgerTests {
    static func row(
        _ state: EarningRow.State, _ minorUnits: Int64, by promoter: String = "ada@example.org",
        _ currency: String = "EUR"
    ) -> EarningRow {
        EarningRow(
            earning: Earning(
                promoter: ContactID(1), friend: ContactID(2), amount: Money(minorUnits: minorUnits, currency: currency),
                rule: "first-order", payableAt: ReportScene.noon),
            state: state, at: ReportScene.noon, promoterAddress: promoter, friendAddress: "bob@example.org")
    }

    @Test("Stands by promoter, with sums by state and currency")
    func text() {
        let rows = [
            Self.row(.payable, 500), Self.row(.onHold, 480), Self.row(.payable, 20), Self.row(.revoked, 700, "JPY"),
            Self.row(.payable, 100, by: "zoe@example.org"),
        ]
        #expect(
            Ledger(rows).lines == [
                "ada@example.org: 5.20 EUR payable, 4.80 EUR on hold, 700 JPY taken back",
                "  5.00 EUR       payable                  first-order      for bob@example.org",
                "  4.80 EUR       on hold until 2026-11-23 first-order      for bob@example.org",
                "  0.20 EUR       payable                  first-order      for bob@example.org",
                "  700 JPY        taken back               first-order      for bob@example.org",
                "zoe@example.org: 1.00 EUR payable",
                "  1.00 EUR       payable                  first-order      for bob@example.org",
                "", "in all: 6.20 EUR payable, 4.80 EUR on hold, 700 JPY taken back",
            ])
        #expect(Ledger([]).lines.isEmpty)
    }

    @Test("Adds up to what can be counted and never wraps round")
    func largest() {
        let sums = Ledger.sums([Self.row(.payable, .max), Self.row(.payable, 500)])
        #expect(sums == "\(Money(minorUnits: .max, currency: "EUR").words) payable")
        #expect(Money.sum(.min, -1) == .min && Money.sum(.max, -1) == .max - 1)
    }

    @Test("Is CSV for whoever pays")
    func csv() {
        #expect(LedgerLine.csvHeading == "state,promoter,friend,amount,currency,rule,earned,payable_from\n")
        #expect(
            LedgerLine(Self.row(.onHold, 500)).csv
                == "on_hold,ada@example.org,bob@example.org,5.00,EUR,first-order,2026-11-23T11:00:00Z,2026-11-23T11:00:00Z\n"
        )
    }
}
