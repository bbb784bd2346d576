import Synchronization

/// Room for so many at once. Whoever has a seat leaves it when its last reference is gone, however that comes.
final class Seats: Sendable {
    private let free: Mutex<Int>

    init(_ count: Int) { free = Mutex(count) }

    /// Nil while all are taken.
    func take() -> Seat? {
        let hasOne = free.withLock { free in
            guard free > 0 else { return false }
            free -= 1
            return true
        }
        return hasOne ? Seat(self) : nil
    }

    fileprivate func leave() { free.withLock { $0 += 1 } }
}

final class Seat: Sendable {
    private let seats: Seats

    fileprivate init(_ seats: Seats) { self.seats = seats }

    deinit { seats.leave() }
}
