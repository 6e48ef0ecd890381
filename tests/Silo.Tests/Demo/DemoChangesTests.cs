using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Silo.Demo;

namespace FinOpsAI.Silo.Tests.Demo;

public sealed class DemoChangesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 18, 5, 37, 21, TimeSpan.Zero);

    [Fact]
    public void The_same_now_gives_the_same_changes()
    {
        DemoChanges.Of(NarrativeLanguage.English, Now).ShouldBe(DemoChanges.Of(NarrativeLanguage.English, Now));
        DemoChanges.Of(NarrativeLanguage.English, Now).Select(change => change.Id).ShouldBeUnique();
        DemoChanges.Of(NarrativeLanguage.English, Now).Select(change => change.Scope.Team).Distinct().Count().ShouldBeGreaterThan(3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(29)]
    [InlineData(31)]
    [InlineData(59)]
    public void A_deployment_of_the_agents_comes_shortly_before_their_runaway_on_every_clock(int minute)
    {
        var now = new DateTimeOffset(2026, 11, 18, 5, minute, 0, TimeSpan.Zero);
        var runaway = now.AddHours(-1.5);

        var deploy = DemoChanges.Of(NarrativeLanguage.Korean, now).First(change => change.Kind == ChangeKind.Deploy && change.Scope.Project == "agent-runtime");

        deploy.At.ShouldBeLessThan(Granularity.Hour.Floor(runaway));
        (runaway - deploy.At).ShouldBeLessThan(TimeSpan.FromMinutes(75));
    }
}
