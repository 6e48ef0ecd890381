using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Tests;

/// <summary>Makes records and scopes for tests.</summary>
public static class Some
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static readonly ScopePath Chat = ScopePath.ForResource("search", "chat", "gpt-prod");

    public static UsageRecord Record(
        string id = "r1",
        int revision = 0,
        ScopePath? scope = null,
        DateTimeOffset? at = null,
        decimal cost = 1.25m,
        CostStatus status = CostStatus.Estimated,
        PricingState pricing = PricingState.Catalogue,
        string provider = "openai",
        string? model = "gpt-4o",
        string source = "api",
        decimal input = 1000,
        string? experiment = null) => new()
        {
            Id = id,
            Source = source,
            Revision = revision,
            Timestamp = at ?? Noon,
            Provider = provider,
            Model = model,
            Scope = scope ?? Chat,
            Experiment = experiment,
            Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = input, [UsageUnits.Output] = 10, [UsageUnits.Request] = 1 },
            Cost = new(cost, cost * 0.9m, cost * 1.1m),
            Pricing = pricing,
            Status = status,
        };

    public static Budget Budget(string id, ScopePath scope, decimal amount) => new()
    {
        Id = id,
        Name = id,
        Scope = scope,
        Period = BudgetPeriod.Month,
        Amount = amount,
        IsHard = false,
        Thresholds = Core.Budgets.Budget.UsualThresholds,
        CarriesOver = false,
        FreeModels = [],
        CreatedAt = Noon,
    };

    /// <summary>Asserts that two values say the same, lists included.</summary>
    public static void ShouldSayTheSameAs<T>(this T actual, T expected) =>
        System.Text.Json.JsonSerializer.Serialize(actual).ShouldBe(System.Text.Json.JsonSerializer.Serialize(expected));

    /// <summary>Asserts that two records say the same, dictionaries included.</summary>
    public static void ShouldSayTheSameAs(this UsageRecord? actual, UsageRecord expected)
    {
        actual.ShouldNotBeNull();
        actual.Usage.OrderBy(unit => unit.Key).ShouldBe(expected.Usage.OrderBy(unit => unit.Key));
        actual.Tags.OrderBy(tag => tag.Key).ShouldBe(expected.Tags.OrderBy(tag => tag.Key));
        (actual with { Usage = expected.Usage, Tags = expected.Tags }).ShouldBe(expected);
    }
}
