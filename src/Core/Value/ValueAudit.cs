using System.Globalization;
using FinOpsAI.Core.Audit;

namespace FinOpsAI.Core.Value;

/// <summary>What the audit log says of units of value and their counts, whoever writes them.</summary>
public static class ValueAudit
{
    /// <summary>A unit was made, changed or removed.</summary>
    /// <param name="unit">As it is now; as it was, when removed.</param>
    /// <param name="action">What was done, such as <c>valueUnit.added</c>.</param>
    /// <param name="reporting">The reporting currency: that of a worth that names none.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="at">When.</param>
    /// <param name="before">The unit as it was before a change: another worth is told.</param>
    public static AuditEntry Of(ValueUnit unit, string action, string reporting, string by, DateTimeOffset at, ValueUnit? before = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        var details = new Dictionary<string, string> { ["name"] = unit.Name };
        if (Worth(unit, reporting) is { } worth)
        {
            details["worth"] = worth;
        }

        if (before is not null && Worth(before, reporting) is { } earlier && earlier != Worth(unit, reporting))
        {
            details["worthBefore"] = earlier;
        }

        return Line(unit, action, by, at, details);
    }

    /// <summary>Days were counted; of a single one the count itself is told.</summary>
    /// <param name="unit">Whose.</param>
    /// <param name="changes">At least one, the earliest first.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="at">When.</param>
    public static AuditEntry Counted(ValueUnit unit, IReadOnlyList<ValueCountChange> changes, string by, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(changes);
        var details = new Dictionary<string, string>
        {
            ["name"] = unit.Name,
            ["days"] = changes.Count.ToString(CultureInfo.InvariantCulture),
            ["from"] = changes[0].Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["to"] = changes[^1].Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
        if (changes is [{ Amount: { } amount }])
        {
            details["amount"] = amount.ToString(CultureInfo.InvariantCulture);
        }

        return Line(unit, "valueUnit.counted", by, at, details);
    }

    private static string? Worth(ValueUnit unit, string reporting) =>
        unit.Worth is { } worth ? string.Create(CultureInfo.InvariantCulture, $"{worth} {unit.Currency ?? reporting}") : null;

    private static AuditEntry Line(ValueUnit unit, string action, string by, DateTimeOffset at, Dictionary<string, string> details) =>
        new(at, by, action, $"value/{unit.Id}", unit.Scope) { Details = details };
}
