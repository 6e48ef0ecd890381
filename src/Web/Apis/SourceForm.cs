using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Makes a data source of what was sent; the query collects what is wrong, by field.</summary>
internal sealed class SourceForm(Query query, ISourceReader reader, ISecretStore secrets, DateTimeOffset now)
{
    private const int MaxName = 100;
    private const int MaxValue = 256 * 1024;

    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(31);
    private static readonly DateTimeOffset Earliest = new(2015, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<string, SourceLayer> Layers = new() { ["spend"] = SourceLayer.Spend, ["bill"] = SourceLayer.Bill };

    /// <summary>The source that a request describes, with the id of <paramref name="before"/> or the one sent; null when it has faults.</summary>
    public DataSource? Read(SourceRequest request, DataSource? before)
    {
        var kind = Kind(request.Kind, before);
        var name = query.Text("name", request.Name, MaxName);
        query.Require("name", name);
        if (before is null && request.Id is { Length: > 0 } id && SourceId.Fault(id) is { } fault)
        {
            query.Fail("id", fault);
        }

        var layer = query.Choice("layer", request.Layer, Layers);
        var every = Every(request.EverySeconds);
        var since = query.Instant("since", request.Since);
        if (since < Earliest || since > now)
        {
            query.Fail("since", $"{since:O} is out of range: expected from {Earliest:yyyy-MM-dd} to now.");
        }

        if (kind is null)
        {
            return null;
        }

        return Merge(kind, request.Settings, request.Secrets, before) is not { } source || query.HasFailed ? null : source with
        {
            Id = before?.Id ?? request.Id ?? "",
            Name = name!,
            Layer = layer,
            Every = every,
            Since = since ?? before?.Since ?? Start(kind),
            IsPaused = request.IsPaused ?? before?.IsPaused ?? false,
        };
    }

    /// <summary>What to try; null when it has faults.</summary>
    public DataSource? Read(SourceTestRequest request, DataSource? before) =>
        Kind(request.Kind, before) is { } kind ? Merge(kind, request.Settings, request.Secrets, before) : null;

    private SourceKind? Kind(string? text, DataSource? before)
    {
        if (before is not null && !string.IsNullOrEmpty(text) && text != before.Kind)
        {
            query.Fail("kind", $"'{text}' is another kind than {before.Kind}: a source's kind never changes.");
            return null;
        }

        var wanted = before?.Kind ?? text;
        query.Require("kind", wanted);
        var kind = reader.Kinds.FirstOrDefault(kind => kind.Kind == wanted);
        if (kind is null && !query.HasFailed)
        {
            query.Fail("kind", $"'{wanted}' is not known: expected one of {string.Join(", ", reader.Kinds.Select(known => known.Kind))}.");
        }

        return kind;
    }

    private TimeSpan? Every(long? seconds)
    {
        if (seconds is null)
        {
            return null;
        }

        if (seconds >= Shortest.TotalSeconds && seconds <= Longest.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds.Value);
        }

        query.Fail("everySeconds", $"{seconds} is out of range: expected from {Shortest.TotalSeconds} to {Longest.TotalSeconds}.");
        return null;
    }

    /// <summary>Whole days, so that the first read begins with a whole one.</summary>
    private DateTimeOffset Start(SourceKind kind) => Granularity.Day.Floor(now - kind.FirstRead);

    private DataSource? Merge(
        SourceKind kind, IReadOnlyDictionary<string, string?>? settings, IReadOnlyDictionary<string, string?>? entered, DataSource? before)
    {
        var values = settings is null ? before?.Settings ?? new Dictionary<string, string>() : Filled(settings);
        var kept = new Dictionary<string, string>(before?.Secrets ?? new Dictionary<string, string>());
        var added = entered is null ? [] : Filled(entered);
        foreach (var name in entered?.Keys ?? [])
        {
            kept.Remove(name);
        }

        // A secret among the settings would be shown to everybody, a setting among the secrets to nobody.
        var types = kind.Settings.ToDictionary(setting => setting.Name, setting => setting.Type);
        foreach (var name in values.Keys.Where(name => types.GetValueOrDefault(name) is SourceSettingType.Secret))
        {
            query.Fail($"settings.{name}", $"{name} is a secret: expected among the secrets.");
        }

        foreach (var name in added.Keys.Where(name => types.GetValueOrDefault(name, SourceSettingType.Secret) is not SourceSettingType.Secret))
        {
            query.Fail($"secrets.{name}", $"{name} is no secret: expected among the settings.");
        }

        foreach (var (name, _) in values.Concat(added).Where(pair => pair.Value.Length > MaxValue))
        {
            query.Fail(Field(name), $"{name} is too long: expected at most {MaxValue} characters.");
        }

        var source = (before ?? new() { Id = "", Kind = kind.Kind, Name = "", Since = now, CreatedAt = now }) with
        {
            Settings = values,
            Secrets = kept.Concat(added).ToDictionary(),
        };
        if (query.HasFailed)
        {
            return null;
        }

        foreach (var error in reader.Check(source))
        {
            query.Fail(Field(error.Field), error.Message);
        }

        return query.HasFailed ? null : source with { Secrets = kept.Concat(Protected(added)).ToDictionary() };

        string Field(string name) => types.GetValueOrDefault(name) is SourceSettingType.Secret || added.ContainsKey(name) ? $"secrets.{name}" : $"settings.{name}";
    }

    private Dictionary<string, string> Protected(Dictionary<string, string> entered)
    {
        Dictionary<string, string> kept = [];
        foreach (var (name, secret) in entered)
        {
            try
            {
                kept[name] = secrets.Protect(secret);
            }
            catch (SourceException e)
            {
                query.Fail($"secrets.{name}", e.Message);
            }
        }

        return kept;
    }

    private static Dictionary<string, string> Filled(IReadOnlyDictionary<string, string?> sent) =>
        sent.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value!.Trim());
}
