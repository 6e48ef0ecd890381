using System.Globalization;
using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Sources;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Makes a route of what was sent; the query collects what is wrong, by field.</summary>
internal sealed class RouteForm(Query query, IReadOnlyCollection<string> channels, DateTimeOffset now)
{
    private const int MaxName = 100;

    private static readonly Dictionary<string, NoticeKind> Kinds = Names<NoticeKind>();
    private static readonly Dictionary<string, Severity> Severities = Names<Severity>();
    private static readonly Dictionary<string, DayOfWeek> Days = Names<DayOfWeek>();

    /// <summary>The route that a request describes, with the id of <paramref name="before"/> or the one sent; null when it has faults.</summary>
    public Route? Read(RouteRequest request, Route? before)
    {
        var name = query.Text("name", request.Name, MaxName);
        query.Require("name", name);
        if (before is null && request.Id is { Length: > 0 } id && SourceId.Fault(id) is { } fault)
        {
            query.Fail("id", fault);
        }

        var role = ChannelForm.Role(query, request.Role);
        var targets = request.Channels?.Distinct().ToList() ?? [];
        if (targets.FindIndex(target => !channels.Contains(target)) is var unknown and >= 0)
        {
            query.Fail("channels", $"There is no channel '{targets[unknown]}'.");
        }
        else if (targets.Count == 0 && role is null)
        {
            query.Fail("channels", "Expected at least one channel, or a role.");
        }

        var route = new Route
        {
            Id = before?.Id ?? request.Id ?? "",
            Name = name ?? "",
            Scope = query.OptionalScope(request.Scope) ?? ScopePath.Organization,
            Kinds = [.. Choices("kinds", request.Kinds, Kinds)],
            MinSeverity = query.Choice("minSeverity", request.MinSeverity, Severities) ?? Severity.Low,
            Channels = targets,
            Role = role,
            Quiet = Quiet(request.Quiet),
            IsEscalation = request.IsEscalation ?? false,
            IsPaused = request.IsPaused ?? false,
            CreatedAt = before?.CreatedAt ?? now,
        };
        return query.HasFailed ? null : route;
    }

    private QuietHours? Quiet(QuietHoursModel? model)
    {
        if (model is null)
        {
            return null;
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(model.TimeZone ?? "", out _))
        {
            query.Fail("quiet.timeZone", $"'{model.TimeZone}' is no time zone: expected an IANA name such as Asia/Seoul.");
        }

        var days = Choices("quiet.days", model.Days, Days).ToList();
        if (days.Count == 7)
        {
            query.Fail("quiet.days", "Every day is quiet: pause the route instead.");
        }

        return new(Time("quiet.from", model.From), Time("quiet.to", model.To), model.TimeZone ?? "", days, model.CriticalBreaksThrough ?? true);
    }

    /// <summary>Several choices. A blank one is a fault: left out, a route for one kind would become one for all.</summary>
    private IEnumerable<T> Choices<T>(string field, IReadOnlyList<string>? texts, Dictionary<string, T> choices)
        where T : struct =>
        (texts ?? []).Select(text => query.Choice(field, string.IsNullOrEmpty(text) ? " " : text, choices)).OfType<T>().Distinct();

    private TimeOnly Time(string field, string? text)
    {
        if (TimeOnly.TryParseExact(text ?? "00:00", "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
        {
            return time;
        }

        query.Fail(field, $"'{text}' is no time of day: expected HH:mm.");
        return default;
    }

    private static Dictionary<string, T> Names<T>()
        where T : struct, Enum =>
        Enum.GetValues<T>().ToDictionary(value => char.ToLowerInvariant(value.ToString()[0]) + value.ToString()[1..]);
}
