using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Common;

/// <summary>What an anomaly filter means, the same in every store.</summary>
internal static class AnomalyQuery
{
    /// <summary>Retracted anomalies are never listed.</summary>
    public static (int From, int To) AnomalyStates(AnomalyFilter filter) =>
        ((int)AnomalyState.Open, (int)(filter.OpenOnly ? AnomalyState.Open : AnomalyState.Closed));

    /// <summary>An acknowledged incident still goes on.</summary>
    public static (int From, int To) IncidentStates(AnomalyFilter filter) =>
        ((int)IncidentState.Open, (int)(filter.OpenOnly ? IncidentState.Acknowledged : IncidentState.Resolved));

    /// <summary>The path of the scope itself (null for all scopes) and the range of paths below it (empty for it alone).</summary>
    public static (string? Path, string BelowFrom, string BelowTo) Paths(AnomalyFilter filter)
    {
        if (filter.Scope is null)
        {
            return (null, "", "");
        }

        var (from, to) = filter.ExactScope ? ("", "") : ScopeSearch.Below(filter.Scope);
        return (ScopeSearch.Path(filter.Scope), from, to);
    }
}
