using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Narratives;

/// <summary>How a sentence names a scope.</summary>
internal static class ScopeWords
{
    /// <summary>Within a sentence; what nobody owns is said in words, not by the name it is kept under.</summary>
    public static string Name(ScopePath scope, NarrativeLanguage language) => (language, scope) switch
    {
        (NarrativeLanguage.Korean, { Kind: ScopeKind.Organization }) => "조직 전체",
        (_, { Kind: ScopeKind.Organization }) => "the organization",
        (_, { Name: not ScopePath.Unattributed }) => scope.Name,
        (NarrativeLanguage.Korean, { Kind: ScopeKind.Team }) => "팀 없음",
        (NarrativeLanguage.Korean, { Kind: ScopeKind.Project }) => "프로젝트 없음",
        (NarrativeLanguage.Korean, _) => "리소스 없음",
        (_, { Kind: ScopeKind.Team }) => "spend without a team",
        (_, { Kind: ScopeKind.Project }) => "spend without a project",
        _ => "spend without a resource",
    };

    /// <summary>At the start of a sentence: the name of a scope is written as people write it.</summary>
    public static string Start(ScopePath scope, NarrativeLanguage language)
    {
        var name = Name(scope, language);
        return scope.Kind == ScopeKind.Organization || scope.Name == ScopePath.Unattributed ? char.ToUpperInvariant(name[0]) + name[1..] : name;
    }
}
