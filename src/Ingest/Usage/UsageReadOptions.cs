namespace FinOpsAI.Ingest.Usage;

/// <summary>How a body is framed.</summary>
public enum UsageBodyFormat
{
    /// <summary>By its first byte: <c>[</c> is an array; otherwise one record a line, or one object over several lines.</summary>
    Auto,

    /// <summary>One record a line (<c>application/x-ndjson</c>).</summary>
    NdJson,

    /// <summary>An array, or a single object (<c>application/json</c>).</summary>
    Json,
}

/// <summary>How to read one body.</summary>
/// <param name="Format">The framing.</param>
/// <param name="DefaultSource">The <c>source</c> of records that name none.</param>
public sealed record UsageReadOptions(UsageBodyFormat Format = UsageBodyFormat.Auto, string DefaultSource = "api")
{
    /// <summary>The format that a content type names; anything else is left to the first byte.</summary>
    public static UsageBodyFormat FormatOf(string? contentType)
    {
        var type = (contentType ?? "").Split(';')[0].Trim().ToLowerInvariant();
        return type is "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines"
            ? UsageBodyFormat.NdJson
            : UsageBodyFormat.Auto;
    }
}
