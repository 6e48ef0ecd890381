namespace FinOpsAI.Ingest.Push.Otlp;

/// <summary>Who sent a part of an export: the attributes of its resource, as far as they are kept.</summary>
internal sealed class OtlpResource
{
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The sender's <c>service.name</c>.</summary>
    public string Service => Attributes.GetValueOrDefault(GenAi.ServiceName) ?? "unknown_service";
}

/// <summary>A span about a model, or about something else with the conventions' attributes.</summary>
/// <param name="Number">Its place in the export, from 1.</param>
/// <param name="Resource">Who sent it.</param>
/// <param name="TraceId">32 hex digits, lower case.</param>
/// <param name="SpanId">16 hex digits, lower case.</param>
/// <param name="StartNanoseconds">Since 1970, UTC; 0 when missing.</param>
/// <param name="IsError">Whether its status says so.</param>
/// <param name="Attributes">What is kept of its attributes, as text.</param>
internal sealed record OtlpSpan(
    long Number,
    OtlpResource Resource,
    string TraceId,
    string SpanId,
    ulong StartNanoseconds,
    bool IsError,
    Dictionary<string, string> Attributes);

/// <summary>How the sums of a metric relate to time.</summary>
internal enum OtlpTemporality
{
    Unspecified = 0,

    /// <summary>Since the point before.</summary>
    Delta = 1,

    /// <summary>Since the series' start.</summary>
    Cumulative = 2,
}

/// <summary>A point of the histogram of used tokens, plain or exponential.</summary>
/// <param name="Number">Its place in the export, from 1.</param>
/// <param name="Resource">Who sent it.</param>
/// <param name="Scope">The instrumentation that made it.</param>
/// <param name="Temporality">What its sum is counted from.</param>
/// <param name="StartNanoseconds">Start of what it counts; 0 when missing.</param>
/// <param name="TimeNanoseconds">End of what it counts.</param>
/// <param name="Count">Requests.</param>
/// <param name="Sum">Tokens; null when missing.</param>
/// <param name="Attributes">All its attributes, as text.</param>
internal sealed record OtlpPoint(
    long Number,
    OtlpResource Resource,
    string Scope,
    OtlpTemporality Temporality,
    ulong StartNanoseconds,
    ulong TimeNanoseconds,
    ulong Count,
    double? Sum,
    Dictionary<string, string> Attributes)
{
    /// <summary>The flag of a point that says that nothing was recorded.</summary>
    public const ulong NoValue = 1;
}

/// <summary>What a decoder found that matters here.</summary>
/// <typeparam name="T"><see cref="OtlpSpan"/> or <see cref="OtlpPoint"/>.</typeparam>
internal sealed class OtlpExport<T>(int mostProblems)
{
    public List<T> Items { get; } = [];

    /// <summary>Items that could not be read, by number.</summary>
    public List<(long Number, string Problem)> Problems { get; } = [];

    /// <summary>Spans, or whole metrics, that are no usage of models.</summary>
    public long Unrelated { get; set; }

    /// <summary>Items met so far.</summary>
    public long Count { get; set; }

    /// <summary>Notes an item that could not be read.</summary>
    /// <exception cref="InvalidDataException">There are too many of them: this is not the format it claims to be.</exception>
    public void Fail(string problem)
    {
        Problems.Add((Count, problem));
        if (Problems.Count > mostProblems)
        {
            throw new InvalidDataException($"more than {mostProblems} items cannot be read; the last one: {problem}");
        }
    }
}
