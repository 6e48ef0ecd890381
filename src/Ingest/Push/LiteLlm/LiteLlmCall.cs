using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push.LiteLlm;

/// <summary>What is kept of one call that LiteLLM reports, and how it becomes a draft. Names are LiteLLM's.</summary>
internal sealed class LiteLlmCall
{
    /// <summary>The source of all records made here.</summary>
    public const string Source = "litellm";

    private const int MostRequestTags = 32;

    public string? Id { get; set; }

    public string? CallType { get; set; }

    public bool IsFailure { get; set; }

    public bool IsCacheHit { get; set; }

    public DateTimeOffset? Start { get; set; }

    public string? Provider { get; set; }

    public string? ErrorProvider { get; set; }

    public string? ErrorClass { get; set; }

    public string? Model { get; set; }

    public string? ModelGroup { get; set; }

    public string? ServiceTier { get; set; }

    /// <summary>The gateway's cost in USD; 0 also where it has no price.</summary>
    public decimal? Cost { get; set; }

    /// <summary>The same before a discount.</summary>
    public decimal? OriginalCost { get; set; }

    /// <summary>The cost once more, but null where the gateway has no price.</summary>
    public decimal? KnownCost { get; set; }

    public string? TeamId { get; set; }

    public string? TeamAlias { get; set; }

    public string? OrganizationId { get; set; }

    public string? OrganizationAlias { get; set; }

    public string? KeyHash { get; set; }

    public string? KeyAlias { get; set; }

    public string? EndUser { get; set; }

    public string? UserId { get; set; }

    public string? Address { get; set; }

    public List<string> RequestTags { get; } = [];

    /// <summary>The totals of the report itself.</summary>
    public TokenCounts Totals;

    /// <summary><c>metadata.usage_object</c>: the provider's own figures.</summary>
    public TokenCounts MetadataUsage;

    /// <summary><c>hidden_params.usage_object</c>: the same, in versions that put it there.</summary>
    public TokenCounts HiddenUsage;

    public decimal WebSearches { get; set; }

    private bool IsEmbedding => CallType is { } type && type.Contains("embedding", StringComparison.OrdinalIgnoreCase);

    /// <summary>Fills a cleared draft.</summary>
    public void Fill(UsageDraft draft, bool keepPersonalData)
    {
        draft.Id = Id;
        draft.Source = Source;

        // A failed try and the call that succeeded at last may share an id: the latter replaces the former.
        draft.Revision = IsFailure ? 0 : 1;
        draft.Timestamp = Start;
        draft.Provider = Provider ?? ErrorProvider ?? PrefixOf(Model) ?? Source;
        draft.Model = Model;
        draft.ServiceTier = ServiceTier;
        SetTags(draft, keepPersonalData);
        SetPlace(draft);
        draft.Usage.Add(new(UsageUnits.Request, 1));
        SetUsage(draft);
        SetCost(draft);
    }

    private void SetUsage(UsageDraft draft)
    {
        // An answer out of the gateway's own cache used no token of the provider.
        if (IsCacheHit)
        {
            return;
        }

        var counts = MetadataUsage.HasTotals ? MetadataUsage : HiddenUsage.HasTotals ? HiddenUsage : Totals;
        counts.AddTo(draft, IsEmbedding);
        if (WebSearches > 0)
        {
            draft.Usage.Add(new("web_search", WebSearches));
        }
    }

    private void SetCost(UsageDraft draft)
    {
        if (IsFailure || IsCacheHit)
        {
            draft.EffectiveCost = 0;
        }
        else if (Cost > 0 || KnownCost is not null)
        {
            // LiteLLM says 0 where it has no price; that is no cost, and left to the catalogue unless it is said twice.
            draft.EffectiveCost = Cost > 0 ? Cost : KnownCost;
            draft.ListCost = OriginalCost > 0 ? OriginalCost : null;
        }
        else
        {
            return;
        }

        draft.BillingCurrency = "USD";
        draft.Status = CostStatus.Estimated;
    }

    /// <summary>What the gateway's administrator set goes before what a caller tagged; an organization only stands in for a project.</summary>
    private void SetPlace(UsageDraft draft)
    {
        draft.Team = TeamAlias ?? TeamId ?? Tag(draft, "team");
        draft.Project = Tag(draft, "project") ?? OrganizationAlias ?? OrganizationId ?? KeyAlias;
        draft.Resource = KeyAlias ?? KeyHash;
        draft.Experiment = Tag(draft, "experiment");
    }

    private void SetTags(UsageDraft draft, bool keepPersonalData)
    {
        foreach (var tag in RequestTags.Take(MostRequestTags))
        {
            var colon = tag.IndexOf(':', StringComparison.Ordinal);
            PushTags.Set(draft, (colon > 0 ? tag[..colon] : tag).Trim(), colon > 0 ? tag[(colon + 1)..].Trim() : "true");
        }

        PushTags.Set(draft, "call_type", CallType);
        PushTags.Set(draft, "model_group", ModelGroup);
        PushTags.Set(draft, "api_key_id", KeyHash);
        PushTags.Set(draft, "cache_hit", IsCacheHit ? "true" : null);
        PushTags.Set(draft, "status", IsFailure ? "failure" : null);
        PushTags.Set(draft, "error", ErrorClass);
        if (keepPersonalData)
        {
            PushTags.Set(draft, "end_user", EndUser);
            PushTags.Set(draft, "user_id", UserId);
            PushTags.Set(draft, "requester_ip", Address);
        }
    }

    private static string? Tag(UsageDraft draft, string name) =>
        draft.Tags is { } tags && tags.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    private static string? PrefixOf(string? model) =>
        model?.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? model[..slash] : null;

    /// <summary>LiteLLM reports the hash of a key; where a deployment without a database hands on the key itself, it is hashed here.</summary>
    public static string? KeyId(string? hash) =>
        hash is not null && hash.StartsWith("sk-", StringComparison.Ordinal) ? RowId.Of(hash) : hash;
}
