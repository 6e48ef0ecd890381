using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;
using static FinOpsAI.Grains.Tests.Explanations.ExplanationHarness;

namespace FinOpsAI.Grains.Tests.Explanations;

public sealed class SqliteExplainerTests() : ExplainerTests(isPostgres: false);

public sealed class PostgresExplainerTests() : ExplainerTests(isPostgres: true);

public abstract class ExplainerTests(bool isPostgres)
{
    private static readonly ScopePath Runaway = ScopePath.ForResource("search", "chat", "prod-key");
    private static readonly ScopePath Calm = ScopePath.ForResource("search", "chat", "calm-key");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_runaway_is_mainly_volume_of_its_model_and_of_its_own_scope()
    {
        await using var harness = await StartAsync(isPostgres);
        var start = Now.AddHours(-2);
        await harness.AddAsync([
            .. harness.Usual(Runaway, start, 100), .. harness.Usual(Calm, Now, 40, weeks: 5),
            harness.Record(Runaway, start, 2_000), harness.Record(Runaway, start.AddHours(1), 2_200, 0.0102m),
        ]);

        var own = (await harness.Explainer.ExplainAsync(new(Runaway, start, Now), Token))!;
        own.BaselineWindows.ShouldBe(4);
        (own.Before, own.After).ShouldBe((2m, 42.44m));
        own.Parts[0].Factor.ShouldBe(CostFactor.Volume);
        own.Parts[0].Subject.ShouldBe("gpt-4o");
        (own.Parts[0].Before, own.Parts[0].After).ShouldBe((200m, 4_200m));
        own.Parts[0].Amount.ShouldBeGreaterThan(0.95m * own.Delta);
        own.Children.ShouldBeEmpty();
        own.HasRetries.ShouldBeTrue();
        ShouldAddUp(own);

        var team = (await harness.Explainer.ExplainAsync(new(ScopePath.ForProject("search", "chat"), start, Now), Token))!;
        team.Children[0].ShouldBe(new(Runaway, 2m, 42.44m));
        team.Delta.ShouldBe(own.Delta);
        ShouldAddUp(team);
    }

    [Fact]
    public async Task Another_model_for_the_same_requests_is_model_mix()
    {
        await using var harness = await StartAsync(isPostgres);
        var start = Now.AddDays(-1);
        await harness.AddAsync([
            .. harness.Usual(Runaway, start, 100),
            .. Enumerable.Range(0, 24).Select(hour => harness.Record(Runaway, start.AddHours(hour), 100, 0.002m, "gpt-4o-mini")),
        ]);

        var explanation = (await harness.Explainer.ExplainAsync(new(Runaway, start, Now), Token))!;

        explanation.Parts.ShouldBe([
            new(CostFactor.ModelMix, -19.2m, "gpt-4o-mini", 0, 1) { Measure = ExplanationMeasure.ShareOfVolume },
        ]);
    }

    [Fact]
    public async Task Dearer_tokens_are_price()
    {
        await using var harness = await StartAsync(isPostgres);
        var start = Now.AddHours(-3);
        await harness.AddAsync([
            .. harness.Usual(Runaway, start, 100),
            .. Enumerable.Range(0, 3).Select(hour => harness.Record(Runaway, start.AddHours(hour), 100, 0.015m)),
        ]);

        var part = (await harness.Explainer.ExplainAsync(new(Runaway, start, Now), Token))!.Parts.ShouldHaveSingleItem();

        (part.Factor, part.Amount, part.Subject).ShouldBe((CostFactor.Price, 1.5m, "gpt-4o"));
        (part.Before, part.After).ShouldBe((10m, 15m));
    }

    [Fact]
    public async Task Against_what_was_expected_the_parts_and_the_children_add_up_to_the_excess()
    {
        await using var harness = await StartAsync(isPostgres);
        var start = Now.AddHours(-1);
        await harness.AddAsync([
            .. harness.Usual(Runaway, start, 100), .. harness.Usual(Calm, Now, 33, weeks: 5),
            harness.Record(Runaway, start, 900, 0.0117m),
        ]);
        var anomaly = new Anomaly(
            "a", ScopePath.ForTeam("search"), AnomalyKind.Spike, AnomalyState.Open, Severity.High, Granularity.Hour, start, Now,
            10.86m, 1.456789m, 1, 2, 0.9, null);

        var explanation = (await harness.Explainer.ExplainAsync(ExplanationRequest.For(anomaly)!, Token))!;

        explanation.Delta.ShouldBe(anomaly.Excess);
        explanation.Parts.Single(part => part.Factor == CostFactor.Expected).Amount.ShouldBe(1.33m - 1.456789m);
        ShouldAddUp(explanation);
        (await harness.Explainer.ExplainAsync(ExplanationRequest.For(anomaly with { Scope = Runaway })!, Token))!.Children.ShouldBeEmpty();
        ExplanationRequest.For(anomaly with { Kind = AnomalyKind.Silence }).ShouldBeNull();
    }

    [Fact]
    public async Task Calls_that_failed_are_retries_where_the_records_could_be_read()
    {
        await using var harness = await StartAsync(isPostgres);
        var start = Now.AddHours(-1);
        await harness.AddAsync([
            .. harness.Usual(Runaway, start, 100), harness.Record(Runaway, start, 100),
            .. Enumerable.Range(0, 1_500).Select(i => harness.Record(Runaway, start.AddSeconds(i), 1, hasFailed: true)),
        ]);

        var explanation = (await harness.Explainer.ExplainAsync(new(Runaway, start, Now), Token))!;

        explanation.Parts.ShouldBe([
            new(CostFactor.Retries, 15m, "gpt-4o", 0, 1_500) { Measure = ExplanationMeasure.Requests },
        ]);
    }

    [Fact]
    public async Task A_period_within_the_hour_is_read_by_the_minute()
    {
        await using var harness = await StartAsync(isPostgres);
        await harness.AddAsync([
            .. harness.Usual(Runaway, Now.AddHours(-1), 60),
            .. Enumerable.Range(0, 60).Select(minute => harness.Record(Runaway, Now.AddHours(-1).AddMinutes(minute), minute < 30 ? 1 : 50)),
        ]);

        var explanation = (await harness.Explainer.ExplainAsync(new(Runaway, Now.AddMinutes(-20), Now), Token))!;

        (explanation.From, explanation.To).ShouldBe((Now.AddMinutes(-20), Now));
        explanation.After.ShouldBe(10m);
        explanation.Before.ShouldBe(0.2m, "a third of an hour of 60 requests");
        ShouldAddUp(explanation);
    }

    [Fact]
    public async Task A_scope_younger_than_a_week_is_compared_with_its_days_and_a_new_one_with_nothing()
    {
        await using var harness = await StartAsync(isPostgres);
        var start = Now.AddHours(-1);
        var fresh = ScopePath.ForResource("search", "chat", "new-key");
        await harness.AddAsync([
            .. harness.Usual(Calm, Now, 40, weeks: 5),
            .. Enumerable.Range(1, 60).Select(hour => harness.Record(Runaway, start.AddHours(-hour), 10)),
            harness.Record(Runaway, start, 30), harness.Record(fresh, start.AddMinutes(5), 70),
        ]);

        var young = (await harness.Explainer.ExplainAsync(new(Runaway, start, Now), Token))!;
        (young.BaselineWindows, young.Before, young.After).ShouldBe((2, 0.1m, 0.3m));

        var born = (await harness.Explainer.ExplainAsync(new(fresh, start, Now), Token))!;
        (born.Before, born.After).ShouldBe((0m, 0.7m));
        born.Parts.ShouldHaveSingleItem().Factor.ShouldBe(CostFactor.Volume);
    }

    [Fact]
    public async Task Without_anything_before_there_is_nothing_to_compare_with()
    {
        await using var harness = await StartAsync(isPostgres);
        (await harness.Explainer.ExplainAsync(new(ScopePath.Organization, Now.AddHours(-1), Now), Token)).ShouldBeNull();

        await harness.AddAsync([harness.Record(Runaway, Now.AddMinutes(-30), 10)]);
        (await harness.Explainer.ExplainAsync(new(ScopePath.Organization, Now.AddHours(-1), Now), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_baseline_of_ones_own_is_scaled_to_the_periods_length()
    {
        await using var harness = await StartAsync(isPostgres);
        await harness.AddAsync(harness.Usual(Runaway, Now, 100).Concat(harness.Usual(Calm, Now, 7, 0.013m, "o3")));

        var explanation = (await harness.Explainer.ExplainAsync(
            new(ScopePath.Organization, Now.AddDays(-2), Now) { BaselineFrom = Now.AddDays(-9), BaselineTo = Now.AddDays(-2) }, Token))!;

        explanation.Delta.ShouldBe(0);
        explanation.Parts.ShouldBeEmpty();
        explanation.Before.ShouldBe(52.368m);
    }

    private static void ShouldAddUp(Explanation explanation)
    {
        explanation.Parts.Sum(part => part.Amount).ShouldBe(explanation.Delta);
        if (explanation.Scope.Kind != ScopeKind.Resource)
        {
            (explanation.Children.Sum(child => child.Delta) + explanation.OtherChildren).ShouldBe(explanation.Delta);
            Math.Abs(explanation.OtherChildren).ShouldBeLessThan(0.000001m, "all children are listed");
        }
    }
}
