using System.Globalization;
using System.Text.RegularExpressions;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Narratives;
using FinOpsAI.TestSupport;
using FsCheck;
using FsCheck.Fluent;

namespace FinOpsAI.Core.Tests.Narratives;

public sealed partial class ExplanationNarrativeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);
    private static readonly ScopePath Key = ScopePath.ForResource("search", "chat", "prod-key");

    public static TheoryData<string> Names => [.. Stories.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_story_is_told_as_it_was_read_and_approved(string name)
    {
        var text = string.Join('\n', new[] { ("USD", NarrativeLanguage.English), ("USD", NarrativeLanguage.Korean), ("KRW", NarrativeLanguage.Korean) }.Select(voice =>
        {
            var story = voice.Item1 == "KRW" ? InWon(Stories[name]) : Stories[name];
            return $"[{voice.Item1} {voice.Item2}]\n{ExplanationNarrative.Headline(story, voice.Item1, voice.Item2)}\n"
                + string.Join('\n', ExplanationNarrative.Sentences(story, voice.Item1, voice.Item2)) + "\n";
        }));

        GoldenFile.Difference($"tests/Core.Tests/Narratives/Golden/explanation-{name}.txt", text).ShouldBeNull();
    }

    [Fact]
    public void Whatever_is_explained_the_shown_figures_add_up() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        var currency = random.Next(2) == 0 ? "USD" : "KRW";
        var explanation = Any(random);
        var shown = RoundedExplanation.Of(explanation, currency);

        shown.Parts.Sum().ShouldBe(shown.Delta);
        (shown.Children.Sum() + shown.OtherChildren).ShouldBe(shown.Delta);

        // The same holds for a reader of the sentences: every part's amount stands in them.
        var signed = ExplanationNarrative.Sentences(explanation, currency, NarrativeLanguage.English)
            .Skip(1).Take(shown.Parts.Count(part => part != 0))
            .Sum(sentence => (sentence.Contains("took off", StringComparison.Ordinal) ? -1 : 1) * Last(sentence));
        signed.ShouldBe(shown.Delta);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static decimal Last(string sentence) => decimal.Parse(
        Amount().Matches(sentence)[^1].Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[$₩]([\d,]+(?:\.\d+)?)")]
    private static partial Regex Amount();

    private static Explanation Any(Random random)
    {
        decimal Figure() => Math.Round((decimal)((random.NextDouble() - 0.4) * Math.Pow(10, random.Next(-3, 6))), 12);
        var factors = Enum.GetValues<CostFactor>().Where(_ => random.Next(3) > 0).DefaultIfEmpty(CostFactor.Volume).ToList();
        ExplanationPart[] parts = [.. factors.Select(factor => new ExplanationPart(factor, Figure(), "gpt-4o", null, null))];
        ExplanationChild[] children = [.. Enumerable.Range(0, random.Next(4)).Select(i => new ExplanationChild(ScopePath.ForTeam($"t{i}"), Figure(), Figure()))];
        var before = Figure();
        var after = before + parts.Sum(part => part.Amount);
        return new(ScopePath.Organization, Start, Start.AddHours(2), Start.AddDays(-7), Start, before, after, parts, children, after - before - children.Sum(child => child.Delta));
    }

    private static Explanation InWon(Explanation story)
    {
        const decimal Rate = 1_374.5m;
        return story with
        {
            Before = story.Before * Rate,
            After = story.After * Rate,
            OtherChildren = story.OtherChildren * Rate,
            Parts = [.. story.Parts.Select(part => part.Measure is ExplanationMeasure.Money or ExplanationMeasure.PricePerMillionTokens or ExplanationMeasure.PricePerRequest
                ? part with { Amount = part.Amount * Rate, Before = part.Before * Rate, After = part.After * Rate }
                : part with { Amount = part.Amount * Rate })],
            Children = [.. story.Children.Select(child => child with { Before = child.Before * Rate, After = child.After * Rate })],
        };
    }

    private static readonly Dictionary<string, Explanation> Stories = new()
    {
        ["anomaly"] = new(
            Key, Start, Start.AddHours(2), Start.AddDays(-28), Start.AddDays(-7).AddHours(2), 101.234m, 512.119m,
            [
                Part(CostFactor.Volume, 352.005m, "gpt-4o", ExplanationMeasure.Requests, 412, 1_844),
                Part(CostFactor.TokensPerRequest, 78.114m, "gpt-4o", ExplanationMeasure.TokensPerRequest, 1_020, 1_399.5m),
                Part(CostFactor.Expected, -20.004m, null, ExplanationMeasure.Money, 81.23m, 101.234m),
                Part(CostFactor.Retries, 0.77m, "gpt-4o", ExplanationMeasure.Requests, 2, 61),
            ],
            [], 0)
        {
            Occasion = ExplanationOccasion.Anomaly,
            BaselineWindows = 4,
            HasRetries = true,
        },
        ["period"] = new(
            ScopePath.ForTeam("검색"), Start, Start.AddDays(1), Start.AddDays(-28), Start.AddDays(-6), 900.5m, 640.25m,
            [
                Part(CostFactor.ModelMix, -310.75m, "gpt-5.4-mini", ExplanationMeasure.ShareOfVolume, 0.1m, 0.9m),
                Part(CostFactor.Price, 61.5m, "claude-sonnet-4.5", ExplanationMeasure.PricePerMillionTokens, 3m, 3.45m),
                Part(CostFactor.TokenMix, -14m, "claude-sonnet-4.5", ExplanationMeasure.CachedShare, 0.2m, 0.55m),
                Part(CostFactor.GpuHours, 8.5m, null, ExplanationMeasure.GpuHours, 12, 15.25m),
                Part(CostFactor.Charges, -5.5m, null, null, null, null),
            ],
            [new(ScopePath.ForProject("검색", "chat"), 500, 230.1m), new(ScopePath.ForProject("검색", "ranking"), 300, 318m)], -8.35m)
        {
            BaselineWindows = 4,
            Unpriced = 12,
        },
        ["budget"] = new(
            ScopePath.ForTeam("platform"), Start, Start.AddDays(6), Start.AddDays(-7), Start.AddDays(-1), 4_000m, 9_120.4m,
            [
                Part(CostFactor.GpuHours, 4_700.4m, null, ExplanationMeasure.GpuHours, 1_200, 2_610),
                Part(CostFactor.Volume, 420m, null, ExplanationMeasure.Tokens, 1_000_000, 1_310_000),
            ],
            [new(ScopePath.ForProject("platform", "training"), 3_500, 8_200.4m)], 420m)
        {
            Occasion = ExplanationOccasion.Budget,
        },
        ["forecast"] = new(
            ScopePath.Organization, Start.AddDays(-19).AddHours(-3), Start.AddDays(11).AddHours(-3), Start.AddDays(-7), Start, 42_000.004m, 45_310.5m,
            [
                Part(CostFactor.SpentSince, 2_110.3m, null, ExplanationMeasure.Money, 9_000m, 11_110.3m),
                Part(CostFactor.Plans, 1_800m, null, ExplanationMeasure.Money, 0, 1_800m),
                Part(CostFactor.Outlook, -599.804m, null, ExplanationMeasure.Money, 15_000.004m, 14_400.2m),
            ],
            [new(ScopePath.ForTeam("platform"), 12_000, 14_900m), new(ScopePath.ForTeam("search"), 20_000, 20_350.5m)], 59.996m)
        {
            Occasion = ExplanationOccasion.Forecast,
        },
        ["report"] = new(
            ScopePath.ForTeam("search"), Start.AddDays(-7), Start, Start.AddDays(-14), Start.AddDays(-7), 1_200m, 1_200m,
            [
                Part(CostFactor.Volume, 100.005m, "gemini-2.5-flash", ExplanationMeasure.Requests, 10_000, 12_000),
                Part(CostFactor.Price, -100.005m, "gemini-2.5-flash", ExplanationMeasure.PricePerRequest, 0.0125m, 0.0104m),
            ],
            [new(ScopePath.ForProject("search", "ranking"), 700, 690m), new(ScopePath.ForProject("search", "chat"), 500, 510m)], 0)
        {
            Occasion = ExplanationOccasion.Report,
        },
        ["new"] = new(
            Key, Start, Start.AddHours(1), Start.AddHours(-1), Start, 0, 0.0234567m,
            [Part(CostFactor.Volume, 0.0234567m, "o3", ExplanationMeasure.Requests, 0, 7)], [], 0)
        {
            Unpriced = 1,
        },
    };

    private static ExplanationPart Part(CostFactor factor, decimal amount, string? subject, ExplanationMeasure? measure, decimal? before, decimal? after) =>
        new(factor, amount, subject, before, after) { Measure = measure };
}
