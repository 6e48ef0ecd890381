using FinOpsAI.Core.Changes;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Silo.Demo;

/// <summary>What the teams of the demo organization deployed and set, as their pipelines and they themselves told it.</summary>
internal static class DemoChanges
{
    private const string Pipeline = "token:ci";

    /// <summary>Who sent it, as the log names them: a pipeline in its own name, whoever it told it for.</summary>
    public static string TellerOf(Change change) => change.By.EndsWith($"({Pipeline})", StringComparison.Ordinal) ? Pipeline : change.By;

    public static IReadOnlyList<Change> Of(NarrativeLanguage language, DateTimeOffset now)
    {
        string In(string english, string korean) => new DemoText(english, korean).In(language);
        string Release(string project, string version) => $"https://git.example.com/nuri/{project}/releases/{version}";
        var minute = Granularity.Minute.Floor(now);
        var runtime = ScopePath.ForProject("assistant", "agent-runtime");

        // Before the hour in which the runaway begins, so that it lies before the anomaly on every clock.
        var runaway = Granularity.Hour.Floor(now.AddHours(-1.5));
        var earlier = Granularity.Hour.Floor(now.AddDays(-8));
        return
        [
            Change.Of(
                runtime, ChangeKind.Deploy, In("Agents may call tools in parallel", "에이전트 도구 병렬 호출 허용"), runaway.AddMinutes(-13), "2.14.0",
                Release("agent-runtime", "2.14.0"), $"hana ({Pipeline})"),
            Change.Of(
                ScopePath.ForTeam("assistant"), ChangeKind.Prompt, In("Shorter greeting in all assistants", "모든 어시스턴트의 인사말 축소"), runaway.AddHours(-20), null, null,
                "minjun"),
            Change.Of(runtime, ChangeKind.Config, In("Retries of a failed tool: 2 to 6", "실패한 도구 재시도 횟수 2 → 6"), earlier.AddMinutes(-38), null, null, "minjun"),
            Change.Of(
                runtime, ChangeKind.Config, In("Retries of a failed tool: back to 2", "실패한 도구 재시도 횟수 2로 되돌림"), minute.AddDays(-8).AddHours(5), null, null, "minjun"),
            Change.Of(
                ScopePath.ForProject("vision", "image-studio"), ChangeKind.Deploy, In("Batch re-render of the catalogue", "카탈로그 이미지 일괄 재생성"),
                Granularity.Hour.Floor(now.AddDays(-12)).AddMinutes(-21), "0.31.2", Release("image-studio", "0.31.2"), Pipeline),
            Change.Of(
                ScopePath.ForProject("vision", "ocr"), ChangeKind.Model, In("Production key to a smaller model", "운영 키를 더 작은 모델로 전환"), minute.AddDays(-15),
                DemoOrganization.ModelAfterSwitch, null, DemoStory.Engineer),
            Change.Of(
                ScopePath.ForProject("search", "semantic-index"), ChangeKind.Deploy, In("Index every revision of an article", "문서의 모든 개정본 색인"), minute.AddDays(-20), "7.2.0",
                Release("semantic-index", "7.2.0"), Pipeline),
            Change.Of(
                ScopePath.ForProject("platform", "gateway"), ChangeKind.Deploy, In("Gateway: new rate limits", "게이트웨이 요청 한도 변경"), minute.AddHours(-30), "5.2.1",
                Release("gateway", "5.2.1"), Pipeline),
        ];
    }
}
