import Testing
import TestSupport
import UsherCore

@Suite("Hits, held for a moment and added up")
struct ClickBookTests {
    private static let accepted = Timestamp(seconds: 1_795_000_000)

    private static func hit(_ delivery: Int64, _ link: UInt32, tick: Int64, isPeek: Bool = false) -> LinkHit {
        LinkHit(
            delivery: DeliveryID(delivery), number: link, isPeek: isPeek, at: accepted.adding(seconds: 3600),
            tick: tick)
    }

    private static func click(_ delivery: Int64, _ link: UInt32, _ visitor: Visitor) -> Traffic.Click {
        Traffic.Click(delivery: DeliveryID(delivery), number: link, visitor: visitor)
    }

    @Test("wait until what comes right after them is known")
    func held() {
        var book = ClickBook()
        book.add(Self.hit(1, 0, tick: 1000), acceptedAt: Self.accepted)
        #expect(book.take(at: 1399).isEmpty)
        book.add(Self.hit(1, 1, tick: 1399), acceptedAt: Self.accepted)
        #expect(book.take(at: 1400) == [Self.click(1, 0, .scanner): 1])
        #expect(book.take(at: 1800) == [Self.click(1, 1, .scanner): 1])
        #expect(book.isEmpty)
    }

    @Test("of other messages have nothing to do with each other")
    func apart() {
        var book = ClickBook()
        for delivery in Int64(1)...20 { book.add(Self.hit(delivery, 0, tick: 1000), acceptedAt: Self.accepted) }
        #expect(
            book.take(at: nil)
                == Dictionary(uniqueKeysWithValues: (Int64(1)...20).map { (Self.click($0, 0, .person), 1) }))
    }

    @Test("a burst of thousands is a scanner's, and takes no time")
    func burst() {
        var book = ClickBook()
        for number in 0..<20_000 {
            book.add(Self.hit(7, 0, tick: 1000 + Int64(number / 100)), acceptedAt: Self.accepted)
        }
        #expect(book.take(at: nil) == [Self.click(7, 0, .scanner): 20_000])
    }

    @Test("a slow burst is told from the second link on, or the fifth hit: what comes later is not waited for")
    func slowBurst() {
        func taken(_ hits: [(link: UInt32, tick: Int64)]) -> [Traffic.Click: Int] {
            var book = ClickBook()
            var clicks: [Traffic.Click: Int] = [:]
            for (link, tick) in hits {
                book.add(Self.hit(1, link, tick: tick), acceptedAt: Self.accepted)
                clicks.merge(book.take(at: tick + ClickBook.hold)) { $0 + $1 }
            }
            return clicks
        }
        #expect(
            taken([(0, 10_000), (1, 10_900), (2, 11_800)]) == [
                Self.click(1, 0, .person): 1, Self.click(1, 1, .scanner): 1, Self.click(1, 2, .scanner): 1,
            ])
        #expect(
            taken((0..<6).map { (0, 10_000 + $0 * 700) }) == [
                Self.click(1, 0, .person): 4, Self.click(1, 0, .scanner): 2,
            ])
    }

    @Test("a person who comes minutes after a scanner is a person")
    func later() {
        var book = ClickBook()
        book.add(Self.hit(1, 0, tick: 1000, isPeek: true), acceptedAt: Self.accepted)
        #expect(book.take(at: 2000) == [Self.click(1, 0, .scanner): 1])
        book.add(Self.hit(1, 0, tick: 4001), acceptedAt: Self.accepted)
        #expect(book.take(at: 5000) == [Self.click(1, 0, .person): 1])
    }

    @Test("whatever comes in whatever order, each hit is counted once")
    func conserved() {
        for seed in 0..<50 {
            var random = SeededGenerator(seed: UInt64(seed))
            var book = ClickBook()
            var (tick, asked, counted): (Int64, Int, Int) = (1000, 0, 0)
            for _ in 0..<400 {
                tick += Int64.random(in: 0...300, using: &random)
                let hit = Self.hit(
                    .random(in: 1...5, using: &random), .random(in: 0...3, using: &random), tick: tick,
                    isPeek: Int.random(in: 0...9, using: &random) == 0)
                book.add(hit, acceptedAt: Bool.random(using: &random) ? Self.accepted : nil)
                asked += 1
                if Int.random(in: 0...3, using: &random) == 0 { counted += book.take(at: tick).values.reduce(0, +) }
            }
            counted += book.take(at: nil).values.reduce(0, +)
            #expect(counted == asked, "seed \(seed)")
            #expect(book.isEmpty)
        }
    }
}
