using System.Collections.Frozen;
using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using Microsoft.Extensions.Options;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Turns the fields of a draft into a record: checks them, settles names, prices what has no cost, converts what is in another
/// currency, says how sure the figure is. Every record of every source is made here. Safe to share between threads.
/// </summary>
public sealed class UsageNormalizer(
    PriceCatalogue catalogue, PriceResolver prices, CurrencyConverter currencies, IOptions<IngestOptions> options, TimeProvider time)
{
    private const int LongestId = 256;
    private const int LongestName = 256;
    private const int LongestTag = 1_024;

    private static readonly FrozenDictionary<string, string> Categories =
        new[] { "Usage", "Purchase", "Tax", "Credit", "Adjustment" }.ToFrozenDictionary(c => c, StringComparer.OrdinalIgnoreCase);

    /// <summary>What senders call the standard tier.</summary>
    private static readonly FrozenSet<string> Standard =
        new[] { "standard", "default", "auto", "standard_only", "on_demand", "ondemand" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private readonly IngestOptions _limits = options.Value;

    /// <summary>The names that records share.</summary>
    internal NamePool Names { get; } = new();

    /// <summary>Whether the catalogue has a provider's model under some name.</summary>
    internal bool KnowsModel(string provider, string model) => catalogue.Find(catalogue.ProviderId(provider), model) is not null;

    /// <summary>Makes the record of a draft, or says what is wrong with it.</summary>
    public UsageParseItem Normalize(UsageDraft draft)
    {
        var checks = new DraftChecks(draft.Line);
        var id = checks.Required("id", draft.Id, LongestId);
        var source = checks.Required("source", draft.Source ?? "api", LongestName);
        var timestamp = CheckTimestamp(ref checks, draft.Timestamp);
        var provider = checks.Required("provider", draft.Provider, LongestName);
        var model = checks.Optional("model", draft.Model, LongestName);
        var service = checks.Optional("service", draft.Service, LongestName);
        var region = checks.Optional("region", draft.Region, LongestName);
        var tier = checks.Optional("service_tier", draft.ServiceTier, LongestName);
        var experiment = checks.Optional("experiment", draft.Experiment, LongestName);
        var team = checks.Optional("team", draft.Team, ScopePath.MaxNameLength) ?? ScopePath.Unattributed;
        var project = checks.Optional("project", draft.Project, ScopePath.MaxNameLength) ?? ScopePath.Unattributed;
        var resource = checks.Optional("resource", draft.Resource, ScopePath.MaxNameLength) ?? ScopePath.Unattributed;
        var category = CheckCategory(ref checks, draft.ChargeCategory);
        var usage = CheckUsage(ref checks, draft, MayBeNegative(draft, category));
        var charge = CheckCharge(ref checks, draft, model, usage);
        CheckTags(ref checks, draft.Tags);
        if (draft.Revision < 0)
        {
            checks.Fail("revision", $"got {draft.Revision}, expected 0 or more");
        }

        if (checks.Error is { } error)
        {
            return new(null, error);
        }

        var providerId = Names.Get(catalogue.ProviderId(provider));
        tier = tier is null || Standard.Contains(tier) ? null : Names.Get(tier.ToLowerInvariant());
        if (charge is null && draft.RequestInputTokens is { } size)
        {
            draft.SetTag(PricedCost.SizeTag, size.ToString("0", CultureInfo.InvariantCulture));
        }

        var costed = charge is { } stated
            ? Stated(stated, draft, providerId, model, timestamp)
            : Priced(providerId, model!, tier, timestamp, usage, draft.RequestInputTokens);
        if (Math.Abs(costed.Cost.Effective) > _limits.MaxAmount)
        {
            return UsageParseItem.Failed(
                draft.Line, "usage", $"usage: got a cost of {costed.Cost.Effective} by its price, expected at most {_limits.MaxAmount}.");
        }

        return UsageParseItem.Of(new()
        {
            Id = id,
            Source = Names.Get(source),
            Revision = draft.Revision,
            Timestamp = timestamp,
            Provider = providerId,
            Model = costed.Model,
            Service = service,
            Region = region,
            ServiceTier = tier,
            ChargeCategory = category,
            Scope = Names.GetScope(team, project, resource),
            Experiment = experiment,
            Usage = usage,
            Cost = costed.Cost,
            Pricing = costed.Pricing,
            Status = costed.Status,
            StatedCost = costed.Stated,
            BillingCurrency = costed.Currency,
            ExchangeRate = costed.Rate,
            Tags = draft.Tags is { } tags ? tags : FrozenDictionary<string, string>.Empty,
        });
    }

    private readonly record struct Charge(CostAmounts Amounts, string Currency, CostStatus Status);

    private readonly record struct Costed(
        CostAmounts Cost, PricingState Pricing, CostStatus Status, string? Model, CostAmounts? Stated, string? Currency, ExchangeRate? Rate);

    private Costed Stated(Charge charge, UsageDraft draft, string providerId, string? model, DateTimeOffset timestamp)
    {
        var converted = currencies.TryConvert(charge.Amounts, charge.Currency, timestamp, out var cost, out var rate);
        var canonical = model is null ? null : prices.CanonicalModel(providerId, model);
        return new(
            cost, converted ? PricingState.Given : PricingState.Unconverted, charge.Status, canonical, charge.Amounts, charge.Currency, rate);
    }

    private Costed Priced(
        string providerId, string model, string? tier, DateTimeOffset timestamp, Dictionary<string, decimal> usage, decimal? requestInputTokens)
    {
        var priced = PricedCost.Of(prices, currencies, providerId, model, tier, timestamp, usage, requestInputTokens);
        return new(priced.Cost, priced.Pricing, CostStatus.Estimated, priced.Model, priced.Stated, priced.Currency, priced.Rate);
    }

    private DateTimeOffset CheckTimestamp(ref DraftChecks checks, DateTimeOffset? value)
    {
        if (value is not { } timestamp)
        {
            checks.Fail("timestamp", "is missing, expected the start of the charge period, such as 2026-01-05T10:00:00Z");
            return default;
        }

        var latest = time.GetUtcNow() + _limits.FutureTolerance;
        if (timestamp < _limits.EarliestTimestamp || timestamp > latest)
        {
            checks.Fail("timestamp", $"got {Iso(timestamp)}, expected from {Iso(_limits.EarliestTimestamp)} to {Iso(latest)}");
        }

        return timestamp.ToUniversalTime();
    }

    private static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private static string CheckCategory(ref DraftChecks checks, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return "Usage";
        }

        if (Categories.TryGetValue(value.Trim(), out var category))
        {
            return category;
        }

        checks.Fail("charge_category", $"got \"{Excerpt.Of(value)}\", expected Usage, Purchase, Tax, Credit or Adjustment");
        return value;
    }

    /// <summary>A charge that is taken back takes its quantity back too.</summary>
    private static bool MayBeNegative(UsageDraft draft, string category) =>
        draft.AllowNegativeUsage || category is "Credit" or "Adjustment" || (draft.EffectiveCost ?? draft.BilledCost ?? draft.ListCost) < 0;

    private Dictionary<string, decimal> CheckUsage(ref DraftChecks checks, UsageDraft draft, bool mayBeNegative)
    {
        Dictionary<string, decimal> usage = new(draft.Usage.Count, StringComparer.Ordinal);
        foreach (var (unit, quantity) in draft.Usage)
        {
            if (!UsageUnits.IsKnown(unit) || unit.Length > LongestName)
            {
                checks.Fail(
                    $"usage.{Excerpt.Of(unit)}", "is not a known unit, expected one such as token.input, token.output, gpu_hour, or other:NAME");
            }
            else if (quantity < 0 && !mayBeNegative)
            {
                checks.Fail($"usage.{unit}", $"got {quantity.ToString(CultureInfo.InvariantCulture)}, expected 0 or more");
            }
            else if (Math.Abs(quantity) > _limits.MaxQuantity)
            {
                checks.Fail($"usage.{unit}", $"got {quantity.ToString(CultureInfo.InvariantCulture)}, expected at most {_limits.MaxQuantity}");
            }
            else if (!usage.TryAdd(unit, quantity))
            {
                checks.Fail($"usage.{unit}", "got it twice, expected it once");
            }
        }

        return usage;
    }

    /// <summary>The cost that the sender stated; null when it is for us to price.</summary>
    private Charge? CheckCharge(ref DraftChecks checks, UsageDraft draft, string? model, Dictionary<string, decimal> usage)
    {
        if ((draft.EffectiveCost ?? draft.BilledCost ?? draft.ListCost) is not { } effective)
        {
            CheckPriceable(ref checks, draft, model, usage);
            return null;
        }

        CheckAmount(ref checks, "effective_cost", draft.EffectiveCost);
        CheckAmount(ref checks, "billed_cost", draft.BilledCost);
        CheckAmount(ref checks, "list_cost", draft.ListCost);
        var currency = currencies.ReportingCurrency;
        if (!string.IsNullOrWhiteSpace(draft.BillingCurrency) && !CurrencyCodes.TryParse(draft.BillingCurrency, out currency))
        {
            checks.Fail("billing_currency", $"got \"{Excerpt.Of(draft.BillingCurrency)}\", expected an ISO 4217 code such as USD or KRW");
        }

        var isListOnly = draft.EffectiveCost is null && draft.BilledCost is null;
        var status = draft.Status ?? (isListOnly ? CostStatus.Estimated : CostStatus.Confirmed);
        var billed = draft.BilledCost ?? (status is CostStatus.Estimated ? 0 : effective);
        return new(new(effective, billed, draft.ListCost ?? effective), currency, status);
    }

    private static void CheckPriceable(ref DraftChecks checks, UsageDraft draft, string? model, Dictionary<string, decimal> usage)
    {
        if (model is null)
        {
            checks.Fail("model", "is missing, expected the model's name, or a cost");
        }
        else if (usage.Count == 0)
        {
            checks.Fail("usage", "is missing, expected at least one unit and its quantity, or a cost");
        }
        else if (draft.Status is CostStatus.Confirmed or CostStatus.Invoiced)
        {
            checks.Fail("status", "got a cost said to be settled but none is given, expected effective_cost or billed_cost with it");
        }
    }

    private void CheckAmount(ref DraftChecks checks, string field, decimal? amount)
    {
        if (amount is { } value && Math.Abs(value) > _limits.MaxAmount)
        {
            checks.Fail(field, $"got {value.ToString(CultureInfo.InvariantCulture)}, expected at most {_limits.MaxAmount} either way");
        }
    }

    private void CheckTags(ref DraftChecks checks, Dictionary<string, string>? tags)
    {
        if (tags is null)
        {
            return;
        }

        if (tags.Count > _limits.MaxTags)
        {
            checks.Fail("tags", $"got {tags.Count}, expected at most {_limits.MaxTags}");
        }

        foreach (var (key, value) in tags)
        {
            if (string.IsNullOrWhiteSpace(key) || key.Length > LongestName || value.Length > LongestTag)
            {
                checks.Fail(
                    $"tags.{Excerpt.Of(key)}",
                    $"got a name of {key.Length} and a text of {value.Length} characters, expected 1 to {LongestName} and 0 to {LongestTag}");
            }
            else if (DraftChecks.HasControl(key))
            {
                checks.Fail($"tags.{Excerpt.Of(key)}", "got a control character in the name, expected none");
            }
        }
    }
}
