using FinOpsAI.Core.Domain;

namespace FinOpsAI.Core.Changes;

/// <summary>What people and pipelines change. Stored by number: only ever add at the end.</summary>
public enum ChangeKind
{
    /// <summary>A new version went live.</summary>
    Deploy = 1,

    /// <summary>Another model is called.</summary>
    Model = 2,

    /// <summary>A prompt, its examples or its tools.</summary>
    Prompt = 3,

    /// <summary>A setting, a limit, a flag.</summary>
    Config = 4,

    /// <summary>Anything else.</summary>
    Other = 5,
}

/// <summary>Something that people or a pipeline changed, laid beside anomalies. It says when, never that it was the cause.</summary>
/// <param name="Id">By what it is: see <see cref="IdOf"/>.</param>
/// <param name="Scope">What was changed.</param>
/// <param name="Kind">Of which kind.</param>
/// <param name="Title">What people call it; 1 to 200 characters.</param>
/// <param name="At">When it took effect, UTC.</param>
/// <param name="Version">Which version it brought; null for none.</param>
/// <param name="Url">Where it can be read up, http or https; null for nowhere.</param>
/// <param name="By">Who told it.</param>
public sealed record Change(
    string Id, ScopePath Scope, ChangeKind Kind, string Title, DateTimeOffset At, string? Version, string? Url, string By)
{
    /// <summary>True when it has to do with a scope: the same, below or above.</summary>
    public bool Concerns(ScopePath scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return Scope.Contains(scope) || scope.Contains(Scope);
    }

    /// <summary>
    /// 16 hexadecimal digits of scope, kind, title, version and time: what a pipeline sends twice is one change. Where it can be read up and who told it
    /// make no other one of it.
    /// </summary>
    public static string IdOf(ScopePath scope, ChangeKind kind, string title, DateTimeOffset at, string? version)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return ContentId.Of(scope.Key, (int)kind, title, version, at.UtcTicks);
    }

    /// <summary>A change with its id.</summary>
    public static Change Of(ScopePath scope, ChangeKind kind, string title, DateTimeOffset at, string? version, string? url, string by) =>
        new(IdOf(scope, kind, title, at, version), scope, kind, title, at, version, url, by);
}
