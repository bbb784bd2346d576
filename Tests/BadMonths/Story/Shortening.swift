/// Makes a story that fails as short as it can be made by leaving out what happens in it: halves, quarters, down to
/// single happenings (delta debugging, Zeller and Hildebrandt 2002).
package struct Shortening {
    private let fails: (Story) throws -> Bool
    /// How often a month was played.
    package private(set) var plays = 0
    private let most: Int

    /// `fails`: whether a story goes wrong in the way that is looked for. At most so many plays.
    package init(most: Int = 400, _ fails: @escaping (Story) throws -> Bool) {
        self.most = most
        self.fails = fails
    }

    /// Whether two sentences say that the same promise was broken: without their numbers, names and moments they are
    /// alike.
    package static func areAlike(_ one: String, _ other: String) -> Bool { words(one) == words(other) }

    private static func words(_ sentence: String) -> [Substring] {
        sentence.split(separator: " ").filter { word in !word.contains { $0.isNumber || $0 == "@" || $0 == "/" } }
    }

    /// The shortest that was found; `story` itself where nothing can be left out.
    package mutating func shorten(_ story: Story) throws -> Story {
        var story = story
        var size = max(1, story.happenings.count / 2)
        while true {
            var start = 0
            var isShorter = false
            while start < story.happenings.count {
                var candidate = story
                candidate.happenings.removeSubrange(start..<min(start + size, story.happenings.count))
                guard plays < most else { return story }
                plays += 1
                if try fails(candidate) {
                    story = candidate
                    isShorter = true
                } else {
                    start += size
                }
            }
            if size == 1, !isShorter { return story }
            size = max(1, size / 2)
        }
    }
}
