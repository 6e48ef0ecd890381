using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads query parameters; collects every fault, so that a caller mends all of them at once.</summary>
internal sealed class Query
{
    private readonly Dictionary<string, string[]> _errors = [];

    public ScopePath Scope(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return ScopePath.Organization;
        }

        if (ScopePath.TryParse(text, out var scope))
        {
            return scope;
        }

        Fail("scope", $"'{text}' is not a scope: expected org, team:T, project:T/P or resource:T/P/R.");
        return ScopePath.Organization;
    }

    public ScopePath? OptionalScope(string? text) => string.IsNullOrEmpty(text) ? null : Scope(text);

    /// <summary>An instant; without a zone it is UTC.</summary>
    public DateTimeOffset? Instant(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var instant))
        {
            return instant;
        }

        Fail(name, $"'{text}' is not a time: expected RFC 3339 such as 2026-11-21T08:00:00Z.");
        return null;
    }

    /// <summary>A UTC day.</summary>
    public DateOnly? Day(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and < 3000)
        {
            return day;
        }

        Fail(name, $"'{text}' is not a day: expected a UTC day such as 2026-11-21.");
        return null;
    }

    public T? Choice<T>(string name, string? text, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        if (choices.TryGetValue(text, out var value))
        {
            return value;
        }

        Fail(name, $"'{text}' is not known: expected one of {string.Join(", ", choices.Keys)}.");
        return null;
    }

    public int Limit(string? text, int fallback, int max) => Number("limit", text, fallback, 1, max);

    public int Number(string name, string? text, int fallback, int min, int max)
    {
        if (string.IsNullOrEmpty(text))
        {
            return fallback;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max)
        {
            return value;
        }

        Fail(name, $"'{text}' is out of range: expected a whole number from {min} to {max}.");
        return fallback;
    }

    public bool Flag(string name, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Fail(name, $"'{text}' is not true or false.");
        return false;
    }

    /// <summary>Refuses a field that is missing or blank.</summary>
    public void Require(string name, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) && !_errors.ContainsKey(name))
        {
            Fail(name, "Required.");
        }
    }

    /// <summary>A text without blanks around it; null when nothing is left.</summary>
    public string? Text(string name, string? text, int max)
    {
        var trimmed = text?.Trim();
        if (trimmed?.Length > max)
        {
            Fail(name, $"{trimmed.Length} characters are too many: expected at most {max}.");
        }

        return trimmed is { Length: > 0 } ? trimmed : null;
    }

    /// <summary>The free text of a body's field <c>note</c>.</summary>
    public string? Note(string? text) => Text("note", text, 2_000);

    public bool HasFailed => _errors.Count > 0;

    public void Fail(string name, string message) => _errors[name] = [message];

    /// <summary>The faults as a problem; null when all was well.</summary>
    public ValidationProblem? Problem() => _errors.Count == 0 ? null : TypedResults.ValidationProblem(_errors);

    public static IReadOnlyDictionary<string, CostGroup> Groups { get; } = new Dictionary<string, CostGroup>
    {
        ["none"] = CostGroup.None,
        ["child"] = CostGroup.Child,
        ["provider"] = CostGroup.Provider,
        ["model"] = CostGroup.Model,
        ["status"] = CostGroup.Status,
    };
}
