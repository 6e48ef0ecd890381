using FinOpsAI.Core.Experiments;

namespace FinOpsAI.Core.Tests.Budgets;

public sealed class ExperimentPaceTests
{
    private static readonly DateTimeOffset Now = SomeBudget.Now;

    [Fact]
    public void The_pace_is_that_of_the_last_hour() => ExperimentPace.PerHour(
        [new(Now.AddHours(-3), 100, 1, 0), new(Now.AddMinutes(-50), 6, 1, 0), new(Now.AddMinutes(-10), 4, 1, 0)], Now).ShouldBe(10);

    [Fact]
    public void A_young_experiment_has_the_pace_of_its_age() =>
        ExperimentPace.PerHour([new(Now.AddMinutes(-15), 6, 1, 0)], Now).ShouldBe(24);

    [Fact]
    public void A_pace_is_not_taken_over_less_than_five_minutes() => ExperimentPace.PerHour([new(Now, 1, 1, 0)], Now).ShouldBe(12);

    [Fact]
    public void Nothing_lately_is_no_pace() => ExperimentPace.PerHour([new(Now.AddHours(-3), 100, 1, 0)], Now).ShouldBe(0);
}
