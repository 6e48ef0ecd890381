using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Core.Tests.Narratives;

public sealed class AnomalyNarrativeTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    public static TheoryData<AnomalyKind> Kinds => [.. Enum.GetValues<AnomalyKind>().Where(kind => kind != AnomalyKind.None)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_is_told_in_both_languages(AnomalyKind kind)
    {
        var anomaly = Of(kind, actual: kind == AnomalyKind.Drop ? 20 : 500, expected: 100);
        var english = AnomalyNarrative.Headline(anomaly, "USD", NarrativeLanguage.English);
        var korean = AnomalyNarrative.Headline(anomaly, "USD", NarrativeLanguage.Korean);

        english.ShouldStartWith("prod-key");
        korean.ShouldStartWith("prod-key");
        korean.Any(letter => letter is >= '가' and <= '힣').ShouldBeTrue();
        english.Any(letter => letter is >= '가' and <= '힣').ShouldBeFalse();
        AnomalyNarrative.Explanation(anomaly, "USD", NarrativeLanguage.English).Length.ShouldBeGreaterThan(40);
        AnomalyNarrative.Explanation(anomaly, "USD", NarrativeLanguage.Korean).Any(letter => letter is >= '가' and <= '힣').ShouldBeTrue();
    }

    [Fact]
    public void What_nobody_owns_is_said_in_the_readers_language()
    {
        var team = Of(AnomalyKind.Silence, actual: 0, expected: 100) with { Scope = ScopePath.ForTeam(ScopePath.Unattributed) };
        var project = team with { Scope = ScopePath.ForProject("search", ScopePath.Unattributed) };

        AnomalyNarrative.Headline(team, "USD", NarrativeLanguage.English).ShouldStartWith("Spend without a team:");
        AnomalyNarrative.Headline(team, "USD", NarrativeLanguage.Korean).ShouldStartWith("팀 없음:");
        AnomalyNarrative.Headline(project, "USD", NarrativeLanguage.English).ShouldStartWith("Spend without a project:");
        AnomalyNarrative.Headline(project, "USD", NarrativeLanguage.Korean).ShouldStartWith("프로젝트 없음:");
    }

    [Fact]
    public void A_bill_that_drifts_says_whose_and_what_its_usage_would_come_to()
    {
        var anomaly = Of(AnomalyKind.BillDrift, actual: 500, expected: 100) with { Detail = "openai gpt-4o" };

        AnomalyNarrative.Headline(anomaly, "USD", NarrativeLanguage.English).ShouldBe("openai gpt-4o: the bill is $400.00 off what usage says");
        AnomalyNarrative.Headline(anomaly, "KRW", NarrativeLanguage.Korean).ShouldBe("openai gpt-4o: 청구액이 사용량 추정과 ₩400 차이");
        AnomalyNarrative.Explanation(anomaly, "USD", NarrativeLanguage.English).ShouldContain("is $500.00; by its usage it would be $100.00");
        AnomalyNarrative.Explanation(anomaly, "KRW", NarrativeLanguage.Korean).ShouldContain("청구액은 ₩500입니다");
    }

    [Fact]
    public void A_spike_says_what_was_spent_expected_and_over_and_what_waiting_costs()
    {
        var anomaly = Of(AnomalyKind.Spike, actual: 500, expected: 100);

        AnomalyNarrative.Explanation(anomaly, "USD", NarrativeLanguage.English).ShouldBe(
            "Since Nov 20, 03:00 UTC $500.00 was spent, $400.00 more than the $100.00 expected (upper edge of the band $200.00). Waiting costs about $200.00 an hour.");
        AnomalyNarrative.Explanation(anomaly, "KRW", NarrativeLanguage.Korean).ShouldBe(
            "11월 20일 03:00 UTC부터 ₩500 지출로, 예상 ₩100보다 ₩400 많습니다 (범위 상한 ₩200). 그대로 두면 시간당 약 ₩200씩 더 나갑니다.");
    }

    [Fact]
    public void A_rise_that_ended_below_what_was_expected_says_less()
    {
        var anomaly = Of(AnomalyKind.Spike, actual: 60, expected: 100) with { State = AnomalyState.Closed };

        AnomalyNarrative.Explanation(anomaly, "USD", NarrativeLanguage.English).ShouldBe(
            "Since Nov 20, 03:00 UTC $60.00 was spent, $40.00 less than the $100.00 expected (upper edge of the band $200.00). It is over.");
        AnomalyNarrative.Explanation(anomaly, "KRW", NarrativeLanguage.Korean).ShouldBe(
            "11월 20일 03:00 UTC부터 ₩60 지출로, 예상 ₩100보다 ₩40 적습니다 (범위 상한 ₩200). 지금은 끝났습니다.");
    }

    private static Anomaly Of(AnomalyKind kind, decimal actual, decimal expected) => new(
        "id", ScopePath.ForResource("team", "project", "prod-key"), kind, AnomalyState.Open, Severity.High, Granularity.Hour,
        Start, Start.AddHours(2), actual, expected, expected / 2, expected * 2, 0.9, null);
}
