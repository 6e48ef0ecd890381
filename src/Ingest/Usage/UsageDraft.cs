using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// The fields of one record as a reader found them, not yet checked. Every reader fills one and gives it to
/// <see cref="UsageNormalizer"/>, the only place where a <see cref="UsageRecord"/> is made. Reused from record to record.
/// </summary>
public sealed class UsageDraft
{
    /// <summary>Where the record stands; see <see cref="UsageError.Line"/>.</summary>
    public long Line { get; set; }

    /// <summary>The sender's id.</summary>
    public string? Id { get; set; }

    /// <summary>Which way the record came.</summary>
    public string? Source { get; set; }

    /// <summary>Restatement counter.</summary>
    public int Revision { get; set; }

    /// <summary>Start of the charge period.</summary>
    public DateTimeOffset? Timestamp { get; set; }

    /// <summary>The provider as named by the sender.</summary>
    public string? Provider { get; set; }

    /// <summary>The model as named by the sender.</summary>
    public string? Model { get; set; }

    /// <summary>FOCUS ServiceName.</summary>
    public string? Service { get; set; }

    /// <summary>FOCUS RegionId.</summary>
    public string? Region { get; set; }

    /// <summary>Standard, batch, flex, …</summary>
    public string? ServiceTier { get; set; }

    /// <summary>FOCUS ChargeCategory.</summary>
    public string? ChargeCategory { get; set; }

    /// <summary>Team.</summary>
    public string? Team { get; set; }

    /// <summary>Project.</summary>
    public string? Project { get; set; }

    /// <summary>Resource.</summary>
    public string? Resource { get; set; }

    /// <summary>Experiment.</summary>
    public string? Experiment { get; set; }

    /// <summary>EffectiveCost as stated.</summary>
    public decimal? EffectiveCost { get; set; }

    /// <summary>BilledCost as stated.</summary>
    public decimal? BilledCost { get; set; }

    /// <summary>ListCost as stated.</summary>
    public decimal? ListCost { get; set; }

    /// <summary>Currency of the stated costs; absent means the reporting currency.</summary>
    public string? BillingCurrency { get; set; }

    /// <summary>How sure the stated cost is.</summary>
    public CostStatus? Status { get; set; }

    /// <summary>True where a source corrects itself by rows of negative quantity, as billing files do.</summary>
    public bool AllowNegativeUsage { get; set; }

    /// <summary>
    /// Input tokens of a single request, where the record sums many and the source says how large they were: prices may depend on it. Null is
    /// as the record itself shows.
    /// </summary>
    public decimal? RequestInputTokens { get; set; }

    /// <summary>Quantities by unit, in the order found.</summary>
    public List<KeyValuePair<string, decimal>> Usage { get; } = [];

    /// <summary>Tags; null while there are none.</summary>
    public Dictionary<string, string>? Tags { get; private set; }

    /// <summary>Sets a tag; a later one of the same key wins. Keys that name prompt or completion text are dropped.</summary>
    public void SetTag(string key, string value)
    {
        if (!PromptText.IsKey(key))
        {
            (Tags ??= new(StringComparer.Ordinal))[key] = value;
        }
    }

    /// <summary>Empties all fields. The tags' dictionary is let go, as the record made from the draft holds it.</summary>
    public void Clear()
    {
        Line = 0;
        Id = Source = Provider = Model = Service = Region = ServiceTier = ChargeCategory = null;
        Team = Project = Resource = Experiment = BillingCurrency = null;
        Revision = 0;
        Timestamp = null;
        EffectiveCost = BilledCost = ListCost = RequestInputTokens = null;
        Status = null;
        AllowNegativeUsage = false;
        Usage.Clear();
        Tags = null;
    }
}
