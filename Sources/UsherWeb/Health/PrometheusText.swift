/// The text format of Prometheus, version 0.0.4.
enum PrometheusText {
    /// Families in order, their samples by label; a family without samples still says what it is.
    static func write(_ metrics: [Metric]) -> String {
        var text = ""
        for metric in metrics {
            text += "# HELP \(metric.name) \(escaped(metric.help, quote: false))\n"
            text += "# TYPE \(metric.name) \(metric.kind.rawValue)\n"
            for line in metric.samples.map({ line(metric.name, $0) }).sorted() { text += "\(line)\n" }
        }
        return text
    }

    private static func line(_ name: String, _ sample: Metric.Sample) -> String {
        let labels = sample.labels.sorted { $0.key < $1.key }
            .map { "\($0.key)=\"\(escaped($0.value, quote: true))\"" }.joined(separator: ",")
        return "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(number(sample.value))"
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int64(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String, quote: Bool) -> String {
        text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quote: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
    }
}
