using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Detection;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Silo.Demo;

namespace FinOpsAI.Silo.Tests.Demo;

/// <summary>What the demo is made of, whatever day it is started on.</summary>
public sealed class DemoTrafficTests
{
    [Fact]
    public void No_resource_rests_so_long_that_it_seems_to_have_fallen_silent_but_the_planted_one()
    {
        var options = new DetectorOptions();
        List<string> silent = [];
        for (var day = 0; day < 21; day++)
        {
            var now = new DateTimeOffset(2026, 11, 2, day % 24, 20, 0, TimeSpan.Zero).AddDays(day);
            var traffic = new DemoTraffic(now, DemoService.Seed, null!);
            for (var resource = 0; resource < DemoOrganization.Resources.Count; resource++)
            {
                var detector = new SilenceDetector(options);
                var start = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) - DemoTraffic.History;
                for (var hour = start; hour.AddHours(1) <= now; hour = hour.AddHours(1))
                {
                    if (detector.Observe(traffic.Draw(resource, hour, TimeSpan.FromHours(1)) is not null).IsOnset)
                    {
                        silent.Add($"{DemoOrganization.Resources[resource].Name} {hour:MM-ddTHH} of {now:MM-dd}");
                    }
                }
            }
        }

        silent.ShouldAllBe(one => one.StartsWith("evaluation-ci-key", StringComparison.Ordinal));
        silent.Count.ShouldBe(21);
    }

    [Fact]
    public void The_same_seed_and_time_give_the_same_history()
    {
        var now = new DateTimeOffset(2026, 11, 18, 5, 30, 0, TimeSpan.Zero);
        var hour = now.AddDays(-20);
        var (one, other) = (new DemoTraffic(now, DemoService.Seed, null!), new DemoTraffic(now, DemoService.Seed, null!));
        for (var resource = 0; resource < DemoOrganization.Resources.Count; resource++)
        {
            var drawn = one.Draw(resource, hour, TimeSpan.FromHours(1));
            var again = other.Draw(resource, hour, TimeSpan.FromHours(1));
            (again?.Model, again?.Usage.Sum(unit => unit.Value)).ShouldBe((drawn?.Model, drawn?.Usage.Sum(unit => unit.Value)));
        }
    }

    [Theory]
    [InlineData(NarrativeLanguage.English)]
    [InlineData(NarrativeLanguage.Korean)]
    public void Rules_and_shared_costs_would_be_taken_from_a_person_too(NarrativeLanguage language)
    {
        RuleCheck.Of(DemoRules.Rules(language)).ShouldBeEmpty();
        var shared = DemoRules.SharedCosts(language);
        shared.SelectMany(one => SharedCostCheck.Of(one, [.. shared.Where(other => other.Id != one.Id)])).ShouldBeEmpty();
    }

    [Fact]
    public void Korean_words_are_Korean()
    {
        string[] words =
        [
            DemoRules.Note(NarrativeLanguage.Korean),
            .. DemoRules.Rules(NarrativeLanguage.Korean).Select(rule => rule.Name),
            .. DemoRules.SharedCosts(NarrativeLanguage.Korean).Select(shared => shared.Name),
            .. DemoNotices.Routes(NarrativeLanguage.Korean, default).Select(route => route.Name),
            .. DemoNotices.Policies(NarrativeLanguage.Korean, default).Select(policy => policy.Name),
        ];

        words.ShouldAllBe(word => word.Any(letter => letter >= '가' && letter <= '힣'));
    }
}
