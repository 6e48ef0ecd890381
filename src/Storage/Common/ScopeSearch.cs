using FinOpsAI.Core.Domain;

namespace FinOpsAI.Storage.Common;

/// <summary>How scopes are looked for, the same in every store.</summary>
internal static class ScopeSearch
{
    /// <summary>A name without its case. Done here: the databases' own functions differ beyond ASCII.</summary>
    public static string Fold(string name) => name.ToUpperInvariant();

    /// <summary>The scope's key without its kind; empty for the organization.</summary>
    public static string Path(ScopePath scope) =>
        scope.Kind == ScopeKind.Organization ? "" : scope.Key[(scope.Key.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>The range of paths of all scopes below one; keys hold no character between '/' and '0' but '/' itself.</summary>
    public static (string From, string To) Below(ScopePath scope) =>
        scope.Kind == ScopeKind.Organization ? ("", "\u007f") : (Path(scope) + "/", Path(scope) + "0");
}
