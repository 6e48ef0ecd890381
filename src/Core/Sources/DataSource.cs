namespace FinOpsAI.Core.Sources;

/// <summary>A connection to one place that knows of costs, as somebody set it up.</summary>
public sealed record DataSource
{
    /// <summary>1 to 40 lower-case letters, digits and <c>-</c>; never changes.</summary>
    public required string Id { get; init; }

    /// <summary>The connector that reads it: a <see cref="SourceKind.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>Its name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What its records are; null is what the kind says.</summary>
    public SourceLayer? Layer { get; init; }

    /// <summary>How often it is read; null is what the kind says.</summary>
    public TimeSpan? Every { get; init; }

    /// <summary>Nothing before it is read, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Not read for the time being.</summary>
    public bool IsPaused { get; init; }

    /// <summary>Values by setting, without secrets.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Secrets by setting: <c>env:NAME</c>, <c>file:PATH</c> or <c>config:KEY</c> says where it stands; anything else is encrypted text.
    /// </summary>
    public IReadOnlyDictionary<string, string> Secrets { get; init; } = new Dictionary<string, string>();

    /// <summary>UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The <c>source</c> of its records: two sources of one kind never share a record.</summary>
    public string RecordSource => $"{Kind}:{Id}";
}
