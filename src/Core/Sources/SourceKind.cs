namespace FinOpsAI.Core.Sources;

/// <summary>A text for people, in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Ko">Korean.</param>
public sealed record SourceText(string En, string Ko);

/// <summary>What a data source's records are.</summary>
public enum SourceLayer
{
    /// <summary>They are counted as spend: usage priced by us, or charges that nothing else reports.</summary>
    Spend,

    /// <summary>They are the provider's bill for spend that other sources report as usage: never added to it, but what it is settled by.</summary>
    Bill,
}

/// <summary>How a setting is entered.</summary>
public enum SourceSettingType
{
    /// <summary>A line of text.</summary>
    Text,

    /// <summary>A number with a decimal point.</summary>
    Number,

    /// <summary>One of <see cref="SourceSetting.Choices"/>.</summary>
    Choice,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Flag,

    /// <summary>A key or password: kept encrypted or as a reference, never shown again.</summary>
    Secret,

    /// <summary>Several lines of text, such as a table of prices.</summary>
    Lines,
}

/// <summary>One setting of a kind of source.</summary>
/// <param name="Name">Its name in files and on the command line: lower case with <c>_</c>.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Type">How it is entered.</param>
public sealed record SourceSetting(string Name, SourceText Label, SourceSettingType Type = SourceSettingType.Text)
{
    /// <summary>What it means, where to find it.</summary>
    public SourceText? Help { get; init; }

    /// <summary>Whether a source cannot do without.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Its value when nothing is entered.</summary>
    public string? Default { get; init; }

    /// <summary>The values of a <see cref="SourceSettingType.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];
}

/// <summary>What a connector can do and needs: what the page "Data sources" and <c>sources</c> show of it.</summary>
/// <param name="Kind">Its name, such as <c>openai.usage</c>; also the <c>source</c> of its records, followed by <c>:</c> and the source's id.</param>
/// <param name="Title">Its name for people.</param>
/// <param name="Description">What it reads, with what right, at what delay and price.</param>
/// <param name="Settings">Its settings, in the order in which they are asked for.</param>
public sealed record SourceKind(string Kind, SourceText Title, SourceText Description, IReadOnlyList<SourceSetting> Settings)
{
    /// <summary>What its records are unless the source says otherwise.</summary>
    public SourceLayer Layer { get; init; } = SourceLayer.Spend;

    /// <summary>How often it is read unless the source says otherwise.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How far back each read goes again, as the provider still changes what it said.</summary>
    public TimeSpan Lookback { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How far back a new source starts.</summary>
    public TimeSpan FirstRead { get; init; } = TimeSpan.FromDays(30);

    /// <summary>
    /// True when it can be asked for any range of time; false when it reads whatever was delivered since its cursor (files, row logs), so that
    /// a backfill means to forget the cursor.
    /// </summary>
    public bool ReadsByTime { get; init; } = true;
}
