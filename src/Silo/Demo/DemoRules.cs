using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Silo.Demo;

/// <summary>The first version of the demo organization's rules, and the costs that its teams share.</summary>
internal static class DemoRules
{
    public static string Note(NarrativeLanguage language) =>
        new DemoText("Keys, application paths and workspaces that name no team", "팀을 밝히지 않는 키·앱 경로·워크스페이스").In(language);

    /// <summary>In the order in which they are tried. The two unclaimed keys match none of them.</summary>
    public static IReadOnlyList<AttributionRule> Rules(NarrativeLanguage language) =>
    [
        new(
            "voice-keys",
            new DemoText("Keys of the voice service", "음성 서비스 키").In(language),
            [new("api_key", ConditionOperator.AnyOf, [.. DemoOrganization.Resources.Where(one => one.Sender == DemoSender.Key).Select(one => one.KeyId)])],
            new("assistant", "voice")),
        new(
            "apps-by-path",
            new DemoText("Applications by their path", "앱 경로별 팀과 프로젝트").In(language),
            [new("tag:path", ConditionOperator.Matches, ["teams/*/apps/*"])],
            new("{1}", "{2}")),
        new(
            "support-workspace",
            new DemoText("Workspace of customer support", "고객지원 워크스페이스").In(language),
            [new("provider", ConditionOperator.Is, ["anthropic"]), new("workspace", ConditionOperator.Is, [DemoOrganization.Workspace])],
            new("assistant", "support-chat", Feature: "{tag:feature}")),
    ];

    public static IReadOnlyList<SharedCost> SharedCosts(NarrativeLanguage language) =>
    [
        new(
            "llm-gateway",
            new DemoText("LLM gateway, by tokens", "LLM 게이트웨이(토큰 비례)").In(language),
            new(ScopePath.ForProject("platform", "gateway")),
            ShareMethod.Proportional)
        {
            Driver = ShareDriver.Tokens,
        },
        new(
            "l40s-serving",
            new DemoText("L40S serving pool, 2 : 1 : 1", "L40S 서빙 풀(2 : 1 : 1)").In(language),
            new(ScopePath.ForResource("platform", "training", "l40s-serving")),
            ShareMethod.Fixed)
        {
            Targets =
            [
                new(ScopePath.ForTeam("assistant"), 2),
                new(ScopePath.ForTeam("search"), 1),
                new(ScopePath.ForTeam("vision"), 1),
            ],
        },
    ];
}
