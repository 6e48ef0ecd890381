using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Makes a channel of what was sent; the query collects what is wrong, by field.</summary>
internal sealed class ChannelForm(Query query, INoticeSender sender, ISecretStore secrets, DateTimeOffset now)
{
    private const int MaxName = 100;
    private const int MaxValue = 4_096;

    private static readonly Dictionary<string, NarrativeLanguage> Languages = new()
    {
        ["en"] = NarrativeLanguage.English,
        ["ko"] = NarrativeLanguage.Korean,
    };

    /// <summary>The channel that a request describes, with the id of <paramref name="before"/> or the one sent; null when it has faults.</summary>
    public Channel? Read(ChannelRequest request, Channel? before)
    {
        var name = query.Text("name", request.Name, MaxName) ?? before?.Name;
        query.Require("name", name);
        if (before is null && request.Id is { Length: > 0 } id && (SourceId.Fault(id) ?? (id == Channel.ConsoleId ? "'console' is reserved." : null)) is { } fault)
        {
            query.Fail("id", fault);
        }

        if (before is not null && !string.IsNullOrEmpty(request.Kind) && request.Kind != before.Kind)
        {
            query.Fail("kind", $"'{request.Kind}' is another kind than {before.Kind}: a channel's kind never changes.");
        }

        var language = query.Choice("language", request.Language, Languages) ?? before?.Language ?? NarrativeLanguage.English;
        var role = Role(query, request.Role);
        var wanted = before?.Kind ?? request.Kind;
        var kind = sender.Kinds.FirstOrDefault(kind => kind.Kind == wanted && kind.Kind != Channel.ConsoleId);
        if (kind is null)
        {
            query.Fail("kind", $"'{wanted}' is not known: expected one of {string.Join(", ", sender.Kinds.Select(k => k.Kind).Where(k => k != Channel.ConsoleId))}.");
            return null;
        }

        if (Merge(kind, request, before) is not { } merged)
        {
            return null;
        }

        var channel = merged with { Id = before?.Id ?? request.Id ?? "", Name = name ?? "", Language = language, Role = role };
        foreach (var wrong in sender.Check(channel))
        {
            var isSecret = kind.Settings.FirstOrDefault(setting => setting.Name == wrong.Setting) is { } known
                ? known.Type == SourceSettingType.Secret
                : channel.Secrets.ContainsKey(wrong.Setting);
            query.Fail($"{(isSecret ? "secrets" : "settings")}.{wrong.Setting}", wrong.Message);
        }

        return query.HasFailed ? null : channel;
    }

    /// <summary>A role by name; null for none.</summary>
    public static string? Role(Query query, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        if (!AlertMapping.Roles.Contains(text))
        {
            query.Fail("role", $"'{text}' is not known: expected one of {string.Join(", ", AlertMapping.Roles)}.");
        }

        return text;
    }

    private Channel? Merge(ChannelKind kind, ChannelRequest request, Channel? before)
    {
        var types = kind.Settings.ToDictionary(setting => setting.Name, setting => setting.Type);
        var settings = request.Settings is null ? before?.Settings ?? new Dictionary<string, string>() : Filled(request.Settings);
        var entered = request.Secrets is null ? [] : Filled(request.Secrets);
        foreach (var name in settings.Keys.Where(name => types.GetValueOrDefault(name) is SourceSettingType.Secret))
        {
            query.Fail($"settings.{name}", $"{name} is a secret: expected among the secrets.");
        }

        foreach (var name in entered.Keys.Where(name => types.GetValueOrDefault(name, SourceSettingType.Secret) is not SourceSettingType.Secret))
        {
            query.Fail($"secrets.{name}", $"{name} is no secret: expected among the settings.");
        }

        foreach (var (name, _) in settings.Concat(entered).Where(pair => pair.Value.Length > MaxValue))
        {
            query.Fail($"{(settings.ContainsKey(name) ? "settings" : "secrets")}.{name}", $"{name} is too long: expected at most {MaxValue} characters.");
        }

        if (query.HasFailed)
        {
            return null;
        }

        var kept = (before?.Secrets ?? new Dictionary<string, string>())
            .Where(pair => request.Secrets is null || !request.Secrets.ContainsKey(pair.Key))
            .Concat(entered.Select(pair => KeyValuePair.Create(pair.Key, secrets.Protect(pair.Value))))
            .ToDictionary();
        return new()
        {
            Id = "", Kind = kind.Kind, Name = "", Settings = settings, Secrets = kept, CreatedAt = before?.CreatedAt ?? now,
        };
    }

    private static Dictionary<string, string> Filled(IReadOnlyDictionary<string, string?> sent) =>
        sent.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)).ToDictionary(pair => pair.Key, pair => pair.Value!.Trim());
}
