using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Sources;

/// <summary>
/// Where a source's records belong. A provider knows projects, workspaces and accounts, not teams: a tag, a table or one team for all says
/// which. The settings for it are the same for every kind.
/// </summary>
public sealed class SourcePlacement
{
    private readonly Lazy<Rules> _rules;

    internal SourcePlacement(ConnectorContext context) => _rules = new(() => Rules.Of(context));

    /// <summary>The settings that every kind has beside its own.</summary>
    public static IReadOnlyList<SourceSetting> Settings { get; } =
    [
        new("team", new("Team", "팀"))
        {
            Help = new("Team of records that neither a tag nor the table below gives one.", "태그나 아래 표로 정해지지 않은 기록의 팀입니다."),
        },
        new("teams", new("Teams by project", "프로젝트별 팀"), SourceSettingType.Lines)
        {
            Help = new(
                "One line each: the provider's project, workspace or account = team.", "한 줄에 하나씩: 공급자의 프로젝트·워크스페이스·계정 = 팀"),
        },
        new("project", new("Project", "프로젝트"))
        {
            Help = new("Project of all records, instead of the provider's.", "공급자의 프로젝트 대신 모든 기록에 쓸 프로젝트입니다."),
        },
        new("settles", new("Settles", "정산 대상"))
        {
            Help = new(
                "For bills only: ids of the sources whose estimates this bill settles, commas between; nothing means all of the provider.",
                "청구 소스에만 해당: 이 청구가 정산할 추정치의 소스 ID를 쉼표로 구분합니다. 비우면 해당 공급자 전체입니다."),
        },
        new("team_tag", new("Team tag", "팀 태그")) { Default = "team" },
        new("project_tag", new("Project tag", "프로젝트 태그")) { Default = "project" },
    ];

    /// <summary>
    /// Fills in what a draft leaves open. Team: the draft's own, the tag's, the table's by the provider's project, the setting's. Project: the
    /// setting's, the tag's, the draft's.
    /// </summary>
    public void Apply(UsageDraft draft)
    {
        var rules = _rules.Value;
        var tags = draft.Tags;
        draft.Team ??= Tag(tags, rules.TeamTag) ?? (draft.Project is { } own ? rules.Teams.GetValueOrDefault(own) : null) ?? rules.Team;
        draft.Project = rules.Project ?? Tag(tags, rules.ProjectTag) ?? draft.Project;
    }

    private static string? Tag(Dictionary<string, string>? tags, string name) =>
        tags is not null && tags.TryGetValue(name, out var value) && !string.IsNullOrWhiteSpace(value) ? value : null;

    private sealed record Rules(string? Team, string? Project, string TeamTag, string ProjectTag, Dictionary<string, string> Teams)
    {
        public static Rules Of(ConnectorContext context)
        {
            Dictionary<string, string> teams = new(StringComparer.OrdinalIgnoreCase);
            foreach (var line in context.Lines("teams"))
            {
                var sign = line.LastIndexOf('=');
                if (sign <= 0 || sign == line.Length - 1)
                {
                    throw new SourceException(
                        SourceFaultCode.Settings, $"teams: got \"{Excerpt.Of(line)}\", expected project = team.");
                }

                teams[line[..sign].Trim()] = line[(sign + 1)..].Trim();
            }

            return new(
                context.Text("team"), context.Text("project"), context.Required("team_tag"), context.Required("project_tag"), teams);
        }
    }
}
