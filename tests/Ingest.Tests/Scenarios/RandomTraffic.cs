using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Ingest.Currency;
using FinOpsAI.Ingest.Pricing;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Ingest.Tests.Scenarios;

/// <summary>One usage record of a test, and what it really cost.</summary>
internal sealed record Spent(DateOnly Day, string Provider, string Model, string Tier, string Category, IReadOnlyDictionary<string, decimal> Usage, decimal Cost);

/// <summary>Random records of real and unknown models, and random changes to them.</summary>
internal static class RandomTraffic
{
    public static readonly DateOnly From = new(2026, 10, 23);
    public const int Days = 28;

    private static readonly (string Provider, string Model)[] Chat =
    [
        ("openai", "gpt-4o"), ("openai", "gpt-4o-mini"), ("openai", "gpt-4.1"), ("anthropic", "claude-sonnet-4-5"), ("anthropic", "claude-haiku-4-5"),
        ("mistral", "mistral-large-latest"), ("deepseek", "deepseek-chat"),
    ];

    public static PriceCatalogue Catalogue { get; } = PriceCatalogue.Load();

    public static PriceResolver Prices { get; } = new(Catalogue);

    public static IUsagePricer Pricer { get; } =
        new UsagePricer(Catalogue, Prices, new CurrencyConverter(Microsoft.Extensions.Options.Options.Create(new CurrencyOptions())));

    /// <summary>A model as the records of the ledger name it.</summary>
    public static string Canonical(string provider, string model) => Prices.CanonicalModel(provider, model);

    public static Gen<Spent> Record { get; } =
        from kind in Gen.Choose(0, 19)
        from day in Gen.Choose(0, Days - 1)
        from model in Gen.Elements(Chat)
        from tier in Gen.Elements("", "standard", "batch", "")
        from tokens in Gen.Choose(0, 5_000_000).ArrayOf(6)
        from dear in Gen.Elements(1m, 1m, 0.85m, 1.2m)
        select Make(kind, From.AddDays(day), model, tier, tokens, dear);

    public static Gen<Spent[]> Records { get; } = Gen.Choose(1, 40).SelectMany(count => Record.ArrayOf(count));

    public static Gen<ScenarioDrivers> Drivers { get; } =
        from which in Gen.Choose(0, 1023)
        from factors in Gen.Choose(0, 400).Select(percent => percent / 100m).ArrayOf(6)
        from shares in Gen.Choose(0, 100).Select(percent => percent / 100m).ArrayOf(5)
        from target in Gen.Elements(Chat)
        from other in Gen.Elements(Chat)
        from source in Gen.Elements(Chat)
        let has = new Func<int, bool>(bit => (which & (1 << bit)) != 0)
        select new ScenarioDrivers
        {
            Users = has(0) ? factors[0] : 1,
            RequestsPerUser = has(1) ? factors[1] : 1,
            InputTokensPerRequest = has(2) ? factors[2] : 1,
            OutputTokensPerRequest = has(3) ? factors[3] : 1,
            CacheHitRate = has(4) ? shares[0] : null,
            BatchShare = has(5) ? shares[1] : null,
            Moves = has(6)
                ?
                [
                    new(source.Provider, Canonical(source.Provider, source.Model), target.Provider, Canonical(target.Provider, target.Model), shares[2]),
                    new("*", "*", other.Provider, Canonical(other.Provider, other.Model), shares[3]),
                ]
                : [],
            Prices = has(7) ? [new(source.Provider, Canonical(source.Provider, source.Model), factors[4]), new("*", "*", 1.1m)] : [],
            GpuRate = has(8) ? factors[5] : 1,
            GpuHours = has(9) ? factors[4] : 1,
        };

    public static BaselineTraffic Fold(IEnumerable<Spent> records)
    {
        var fold = new BaselineFold(Pricer);
        foreach (var record in records)
        {
            fold.Add(Fact(record));
        }

        return fold.ToTraffic(From, From.AddDays(Days));
    }

    public static CostFact Fact(Spent record) => new(
        new(
            record.Day, ScopePath.Organization, record.Provider, record.Model, CostStatus.Estimated,
            new("", "", record.Tier, record.Category, "", "", "")),
        new(new(record.Cost, 0, record.Cost), record.Usage, 1, 0));

    private static Spent Make(int kind, DateOnly day, (string Provider, string Model) model, string tier, int[] tokens, decimal dear) => kind switch
    {
        0 => new(day, "aws", "", "", "Usage", Usage(("gpu_hour", tokens[0] % 100)), (tokens[0] % 100) * 2.5m),
        1 => new(day, "ours", "llama-of-our-own", "", "Usage", Usage(("token.input", tokens[0]), ("request", 3)), tokens[1] / 1e6m),
        2 => new(day, model.Provider, "", "", "Tax", Usage(), tokens[0] / 1e6m),
        3 => Priced(day, "openai", "text-embedding-3-small", "", Usage(("token.embedding", tokens[0]), ("request", 7)), dear),
        4 => Priced(day, "openai", "gpt-4o", tier, Usage(("token.input", tokens[0]), ("token.output", tokens[1])), 0),
        _ => Priced(
            day, model.Provider, model.Model, tier,
            Usage(
                ("token.input", tokens[0]),
                ("token.cache_read", kind > 9 ? tokens[1] : 0),
                (kind % 2 == 0 ? "token.cache_write" : "token.cache_write_5m", kind > 14 ? tokens[2] : 0),
                ("token.output", tokens[3]),
                ("token.output_reasoning", kind == 12 ? tokens[3] / 3 : 0),
                ("request", tokens[4] % 1000)),
            dear),
    };

    private static Spent Priced(DateOnly day, string provider, string model, string tier, Dictionary<string, decimal> usage, decimal dear)
    {
        var id = Canonical(provider, model);
        var cost = Prices.Price(provider, id, tier.Length == 0 ? null : tier, Midday(day), usage, 0).Cost.Effective;
        return new(day, provider, id, tier, "Usage", usage, cost * dear);
    }

    public static DateTimeOffset Midday(DateOnly day) => new(day, new(12, 0), TimeSpan.Zero);

    private static Dictionary<string, decimal> Usage(params (string Unit, int Quantity)[] usage) =>
        usage.Where(unit => unit.Quantity != 0).ToDictionary(unit => unit.Unit, unit => (decimal)unit.Quantity, StringComparer.Ordinal);
}
