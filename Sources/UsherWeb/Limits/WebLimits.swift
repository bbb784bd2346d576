/// What one server bears. Times are seconds of the monotonic clock.
package struct WebLimits: Hashable, Sendable {
    /// Above it, the oldest connection that waits for its client is closed for the new one.
    package var connections = 512
    /// The request line and all header fields together, in octets.
    package var headerOctets = 16 * 1024
    package var headerFields = 64
    /// From the beginning of a connection, or the end of the answer before, to the end of a request's header.
    package var headerSeconds: Int64 = 15
    /// From there to the end of its body.
    package var bodySeconds: Int64 = 20
    /// From there until the answer is taken.
    package var answerSeconds: Int64 = 30

    package init() {}
}
