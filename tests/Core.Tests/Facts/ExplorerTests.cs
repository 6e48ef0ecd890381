using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Facts;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Facts;

public sealed class ExplorerTests
{
    private static readonly ExploreQuery Whole = new(
        ScopePath.Organization, FactList.Day, FactList.Day.AddDays(10), ExploreGranularity.Day, [], [], FactMetric.Effective, false, 10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_without_groups_has_a_total_and_a_point_for_each_day_null_where_nothing_was_recorded()
    {
        var facts = new FactList().Add("a/x/1", 2, 0).Add("b/y/1", 3, 0, status: CostStatus.Invoiced).Add("a/x/1", 4, 2).Add("a/x/1", 100, 10);

        var answer = await new Explorer(facts).AskAsync(Whole with { To = FactList.Day.AddDays(4) }, Token);

        answer.Total.Value.ShouldBe(9);
        (answer.Total.Figures.Estimated, answer.Total.Figures.Confirmed, answer.Total.Figures.Invoiced).ShouldBe((6, 0, 3));
        answer.Total.Points.ShouldBe([5, null, 4, null]);
        (answer.Groups.Count, answer.Other, answer.GroupCount).ShouldBe((0, null, 0));
        facts.Reads.ShouldHaveSingleItem().ShouldBe((FactList.Day, FactList.Day.AddDays(4), ScopeKind.Organization, ScopePath.Organization));
    }

    [Fact]
    public async Task Without_records_nothing_has_a_value()
    {
        var answer = await new Explorer(new FactList()).AskAsync(Whole with { IsCompared = true, GroupBy = [FactDimension.Model] }, Token);

        (answer.Total.Value, answer.Total.Previous, answer.GroupCount).ShouldBe((null, null, 0));
        answer.Total.Points.ShouldAllBe(point => point == null);
    }

    [Fact]
    public async Task The_highest_groups_stand_alone_and_the_others_together()
    {
        var facts = new FactList();
        for (var number = 1; number <= 5; number++)
        {
            facts.Add("a/x/1", number, number, model: $"m{number}");
        }

        var answer = await new Explorer(facts).AskAsync(Whole with { GroupBy = [FactDimension.Model], Limit = 2 }, Token);

        answer.Groups.Select(group => (group.Key[0], group.Value)).ShouldBe([("m5", 5), ("m4", 4)]);
        answer.GroupCount.ShouldBe(5);
        answer.Other!.Value.ShouldBe(6);
        answer.Other.Points.Take(5).ShouldBe([null, 1, 2, 3, null]);
        answer.Other.Figures.Records.ShouldBe(3);
    }

    [Fact]
    public async Task Two_dimensions_make_pairs_and_records_that_name_nothing_a_group_of_their_own()
    {
        var facts = new FactList().Add("a/x/1", 1).Add("a/x/2", 2, facets: FactList.Facets(feature: "chat")).Add("b/x/1", 4, facets: FactList.Facets(feature: "chat"));

        var answer = await new Explorer(facts).AskAsync(Whole with { GroupBy = [FactDimension.Team, FactDimension.Feature] }, Token);

        answer.Groups.Select(group => (string.Join('|', group.Key), group.Value)).ShouldBe([("team:b|chat", 4), ("team:a|chat", 2), ("team:a|", 1)]);
        facts.Reads.ShouldHaveSingleItem().Kind.ShouldBe(ScopeKind.Team);
    }

    [Theory]
    [InlineData("", 31)]
    [InlineData("model:gpt", 21)]
    [InlineData("model:gpt model:o3", 31)]
    [InlineData("!model:gpt", 10)]
    [InlineData("feature:", 15)]
    [InlineData("!feature:", 16)]
    [InlineData("model:gpt feature:chat", 16)]
    [InlineData("model:o3 feature:chat", 0)]
    [InlineData("model:gpt !customer:kim", 5)]
    [InlineData("team:team:a", 11)]
    [InlineData("team:team:a model:gpt", 1)]
    [InlineData("team:team:a team:team:b", 31)]
    [InlineData("!team:team:a", 20)]
    [InlineData("resource:resource:b/y/1", 20)]
    [InlineData("status:invoiced", 4)]
    [InlineData("status:estimated !model:o3", 17)]
    public async Task Values_of_one_dimension_are_alternatives_and_dimensions_narrow(string filters, int expected)
    {
        var facts = new FactList()
            .Add("a/x/1", 1)
            .Add("a/x/2", 10, model: "o3")
            .Add("b/y/1", 16, facets: FactList.Facets(feature: "chat", customer: "kim"))
            .Add("b/y/1", 4, status: CostStatus.Invoiced);

        var asked = filters.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => FactFilter.TryParse(text, out var filter) ? filter : throw new FormatException(text));
        var answer = await new Explorer(facts).AskAsync(Whole with { Filters = [.. asked] }, Token);

        (answer.Total.Value ?? 0).ShouldBe(expected);
    }

    [Fact]
    public async Task A_filter_for_one_scope_reads_that_scope_alone()
    {
        var facts = new FactList();

        await new Explorer(facts).AskAsync(Whole with { Filters = [new(FactDimension.Team, "team:a", false)] }, Token);
        await new Explorer(facts).AskAsync(Whole with { Scope = ScopePath.ForTeam("b"), Filters = [new(FactDimension.Team, "team:a", false)] }, Token);
        await new Explorer(facts).AskAsync(Whole with { Scope = ScopePath.ForTeam("b"), GroupBy = [FactDimension.Feature] }, Token);

        facts.Reads.Select(read => (read.Kind, read.Within!.Key)).ShouldBe([(ScopeKind.Team, "team:a"), (ScopeKind.Team, "team:b"), (ScopeKind.Team, "team:b")]);
    }

    [Theory]
    [InlineData(ExploreGranularity.Day, 14, "2026-11-18")]
    [InlineData(ExploreGranularity.Week, 3, "2026-11-18 2026-11-23 2026-11-30")]
    [InlineData(ExploreGranularity.Month, 2, "2026-11-18 2026-12-01")]
    [InlineData(ExploreGranularity.Total, 1, "2026-11-18")]
    public async Task Weeks_begin_on_Monday_months_on_their_first_and_the_first_point_with_the_period(ExploreGranularity granularity, int count, string first)
    {
        var query = Whole with { From = new(2026, 11, 18), To = new(2026, 12, 2), Granularity = granularity };
        var facts = new FactList();
        for (var day = query.From.DayNumber; day < query.To.DayNumber; day++)
        {
            facts.Add("a/x/1", 1, day - FactList.Day.DayNumber);
        }

        var answer = await new Explorer(facts).AskAsync(query, Token);

        answer.Buckets.Count.ShouldBe(count);
        string.Join(' ', answer.Buckets.Take(first.Split(' ').Length).Select(day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture))).ShouldBe(first);
        answer.Total.Points.Sum().ShouldBe(14);
        answer.Total.Points.Count.ShouldBe(count);
    }

    [Fact]
    public async Task The_period_before_has_as_many_days_and_groups_that_ended_are_still_named()
    {
        var facts = new FactList().Add("a/x/1", 100, -11).Add("a/x/1", 1, -10, "old").Add("a/x/1", 2, -1).Add("a/x/1", 4, 0).Add("a/x/1", 8, 9, "new");

        var answer = await new Explorer(facts).AskAsync(Whole with { IsCompared = true, GroupBy = [FactDimension.Model] }, Token);

        (answer.Total.Value, answer.Total.Previous).ShouldBe((12, 3));
        answer.Groups.Select(group => (group.Key[0], group.Value, group.Previous)).ShouldBe([("new", 8, null), ("gpt", 4, 2), ("old", null, 1)]);
        facts.Reads.ShouldHaveSingleItem().From.ShouldBe(FactList.Day.AddDays(-10));
    }

    [Fact]
    public async Task Ratios_are_sums_divided_by_sums_over_the_records_that_count_what_they_are_divided_by()
    {
        var facts = new FactList()
            .Add("a/x/1", 3, usage: [(UsageUnits.Request, 1), (UsageUnits.Input, 600), (UsageUnits.CacheRead, 200), (UsageUnits.CacheWrite, 100), (UsageUnits.Output, 100)])
            .Add("a/x/2", 9, 1, usage: [(UsageUnits.Request, 5), (UsageUnits.Input, 1_000)])
            .Add("a/x/3", 1_000, usage: [(UsageUnits.GpuHour, 10)]);

        async Task<ExploreAnswer> Ask(FactMetric metric) => await new Explorer(facts).AskAsync(Whole with { Metric = metric, To = FactList.Day.AddDays(3) }, Token);

        (await Ask(FactMetric.CostPerRequest)).Total.Value.ShouldBe(2);
        (await Ask(FactMetric.CostPerRequest)).Total.Points.ShouldBe([3, 1.8m, null]);
        (await Ask(FactMetric.CostPerMillionTokens)).Total.Value.ShouldBe(6_000);
        (await Ask(FactMetric.CacheHitRate)).Total.Value.ShouldBe(200m / 1_900);
        (await Ask(FactMetric.Tokens)).Total.Value.ShouldBe(2_000);
        (await Ask(FactMetric.GpuHours)).Total.Points.ShouldBe([10, 0, null]);
        (await Ask(FactMetric.Billed)).Total.Value.ShouldBe(2_024);
        (await Ask(FactMetric.List)).Total.Value.ShouldBe(3_036);
        (await Ask(FactMetric.Records)).Total.Value.ShouldBe(3);
    }

    [Fact]
    public void Groups_and_others_make_the_total_at_every_level_in_every_metric_however_points_were_kept()
    {
        var record =
            from resource in Gen.Elements("a/x/1", "a/x/2", "a/y/1", "b/z/1")
            from cost in Gen.Choose(-50, 1_000)
            from day in Gen.Choose(-10, 9)
            from model in Gen.Elements("gpt", "o3", "")
            from feature in Gen.Elements("chat", "mail", "")
            from requests in Gen.Choose(0, 3)
            from tokens in Gen.Choose(0, 1_000)
            from status in Gen.Elements(CostStatus.Estimated, CostStatus.Confirmed, CostStatus.Invoiced)
            select (resource, Cost: cost / 10m, day, model, feature, requests, tokens, status);
        var question =
            from records in record.ListOf()
            from metric in Gen.Elements(Enum.GetValues<FactMetric>())
            from groups in Gen.Elements<FactDimension[]>(
                [FactDimension.Model], [FactDimension.Team], [FactDimension.Resource, FactDimension.Feature], [FactDimension.Status, FactDimension.Project])
            from granularity in Gen.Elements(Enum.GetValues<ExploreGranularity>())
            from limit in Gen.Choose(1, 5)
            from mostPoints in Gen.Elements(1, 30, 1_000_000)
            select (records, mostPoints, Query: Whole with { Metric = metric, GroupBy = groups, Granularity = granularity, Limit = limit, IsCompared = true });

        Prop.ForAll(question.ToArbitrary(), asked =>
        {
            var facts = new FactList();
            foreach (var one in asked.records)
            {
                facts.Add(
                    one.resource, one.Cost, one.day, one.model, one.status, FactList.Facets(feature: one.feature),
                    (UsageUnits.Request, one.requests), (UsageUnits.Input, one.tokens), (UsageUnits.CacheRead, one.tokens / 2));
            }

            var answer = Ask(facts, asked.Query, asked.mostPoints);
            var flat = Ask(facts, asked.Query with { GroupBy = [] }, int.MaxValue);
            Same(answer.Total, flat.Total);
            var parts = answer.Groups.Concat(answer.Other is { } other ? [other] : []).ToList();
            answer.Groups.Count.ShouldBe(Math.Min(asked.Query.Limit, answer.GroupCount));
            parts.Sum(part => part.Figures.Cost.Effective).ShouldBe(answer.Total.Figures.Cost.Effective);
            parts.Sum(part => part.Figures.Records).ShouldBe(answer.Total.Figures.Records);
            parts.Sum(part => part.Figures.RequestCost).ShouldBe(answer.Total.Figures.RequestCost);
            if (!asked.Query.Metric.IsRatio())
            {
                parts.Sum(part => part.Value ?? 0).ShouldBe(answer.Total.Value ?? 0);
                parts.Sum(part => part.Previous ?? 0).ShouldBe(answer.Total.Previous ?? 0);
                for (var bucket = 0; bucket < answer.Buckets.Count; bucket++)
                {
                    parts.Sum(part => part.Points[bucket] ?? 0).ShouldBe(answer.Total.Points[bucket] ?? 0);
                }

                parts.ForEach(part => part.Points.Sum(point => point ?? 0).ShouldBe(part.Value ?? 0));
            }

            // However few points are kept in the first reading, the answer is the same.
            var all = Ask(facts, asked.Query, int.MaxValue);
            answer.Groups.Count.ShouldBe(all.Groups.Count);
            foreach (var (one, same) in answer.Groups.Zip(all.Groups))
            {
                one.Key.ShouldBe(same.Key);
                Same(one, same);
            }

            return true;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public async Task Values_are_listed_the_dearest_first_and_found_by_a_part_of_their_name_in_any_case()
    {
        var facts = new FactList().Add("a/x/1", 1).Add("%ED%95%9C/x/1", 5).Add("b/x/1", 3).Add("b/x/2", 4);
        var explorer = new Explorer(facts);

        async Task<string> Ask(FactDimension dimension, string? search, ScopePath? scope = null, int limit = 10)
        {
            var (total, items) = await explorer.ListValuesAsync(
                scope ?? ScopePath.Organization, FactList.Day, FactList.Day.AddDays(1), dimension, search, limit, Token);
            return $"{total}: {string.Join(' ', items.Select(item => $"{item.Value}={item.Cost}"))}";
        }

        (await Ask(FactDimension.Team, null)).ShouldBe("3: team:b=7 team:%ED%95%9C=5 team:a=1");
        (await Ask(FactDimension.Team, null, limit: 1)).ShouldBe("3: team:b=7");
        (await Ask(FactDimension.Team, "한")).ShouldBe("1: team:%ED%95%9C=5");
        (await Ask(FactDimension.Team, "TEAM")).ShouldBe("0: ");
        (await Ask(FactDimension.Resource, "X/2")).ShouldBe("1: resource:b/x/2=4");
        (await Ask(FactDimension.Model, "GP")).ShouldBe("1: gpt=13");
        (await Ask(FactDimension.Team, null, ScopePath.ForProject("a", "x"))).ShouldBe("1: team:a=1");
    }

    private static ExploreAnswer Ask(FactList facts, ExploreQuery query, int mostPoints) =>
        new Explorer(facts).AskAsync(query, mostPoints, CancellationToken.None).GetAwaiter().GetResult();

    private static void Same(ExploreGroup one, ExploreGroup other)
    {
        (one.Value, one.Previous).ShouldBe((other.Value, other.Previous));
        one.Points.ShouldBe(other.Points);
    }
}
