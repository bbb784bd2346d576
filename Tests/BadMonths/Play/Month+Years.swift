import TestWorld

extension Month {
    /// A moment of a year at which something is looked at.
    enum Mark { case memory, end }

    /// Nanoseconds in which a daemon has done all that it does now and then: two looks for what nobody needs.
    static let upkeep: UInt64 = 1_300_000_000_000
    private static let grown = 75 * Story.day

    /// The marks of a story's years, in order; none of a month.
    static func marks(_ story: Story) -> [(at: Int64, mark: Mark)] {
        stride(from: 0, to: story.span / Story.year * Story.year, by: Int(Story.year)).flatMap { begin in
            [(at: begin + grown, mark: Mark.memory), (at: begin + Story.year, mark: Mark.end)]
        }
    }

    func passMarks(until moment: Int64) throws {
        while let next = marks.first, next.at <= moment {
            try advance(to: next.at)
            try pass(next.mark)
            marks.removeFirst()
        }
    }

    private func pass(_ mark: Mark) throws {
        switch mark {
        case .memory: year.heap = Heap.octets - heapBefore
        case .end:
            quiet = Self.upkeep
            try rest()
            year.number += 1
            year.messages = witness.state.withLock { $0.mails.count }
            try look(at: try books())
            result.years.append(year)
            trace.note("\(world.now) \(year.number) years are over")
            try restart()
        }
    }

    private func look(at books: Books) throws {
        year.rows = [:]
        for row in try books.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'") {
            guard let table = row[0] else { continue }
            year.rows[table] = try books.number("SELECT count(*) FROM \"\(table)\"")
        }
        let page = try books.number("PRAGMA page_size") ?? 0
        let pages = try books.number("PRAGMA page_count") ?? 0
        year.file = page * pages
        year.used = page * (pages - (try books.number("PRAGMA freelist_count") ?? 0))
        year.log = Int64(Books.octets(of: database + "-wal"))
    }
}
