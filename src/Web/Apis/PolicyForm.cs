using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Channels;
using FinOpsAI.Web.Channels.Outbound;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads a policy from a request; every fault names its field.</summary>
internal sealed class PolicyForm(Query query, ISecretStore secrets, OutboundGuard guard)
{
    private const int MostNames = 20;
    private const int MostMinutes = 43_200;
    private const int MostApprovalMinutes = 10_080;

    private static readonly Dictionary<string, PolicyAutonomy> Autonomies = Names<PolicyAutonomy>();
    private static readonly Dictionary<string, PolicyActionKind> Actions = Names<PolicyActionKind>();
    private static readonly Dictionary<string, Severity> Severities = Names<Severity>();
    private static readonly Dictionary<string, NoticeKind> Kinds = Names<NoticeKind>();

    /// <summary>The policy as the request describes it, without its id; what the request leaves out of a secret stays as it was.</summary>
    public Policy Read(PolicyRequest request, Policy? before, DateTimeOffset now)
    {
        var name = query.Text("name", request.Name, 100);
        query.Require("name", name);
        query.Require("autonomy", request.Autonomy);
        var autonomy = query.Choice("autonomy", request.Autonomy, Autonomies) ?? PolicyAutonomy.Notify;
        var action = Action(request.Action, before?.Action);
        if (action is null && autonomy != PolicyAutonomy.Notify)
        {
            query.Fail("action", "Required for a policy that proposes, asks or acts.");
        }
        else if (autonomy == PolicyAutonomy.Act && action?.Url is null)
        {
            query.Fail("action.url", "Required for a policy that acts: without a webhook nobody would do it.");
        }

        // Whatever acts by itself begins, and begins again, in a dry run.
        var staysArmed = before is { Autonomy: PolicyAutonomy.Act, IsDryRun: false } && before.Action?.Kind == action?.Kind && before.Action?.Url == action?.Url;
        return new(before?.Id ?? string.Empty, name ?? string.Empty, query.Scope(request.Scope), Condition(request.Condition), autonomy, before?.CreatedAt ?? now)
        {
            IsEnabled = request.Enabled ?? true,
            IsDryRun = autonomy == PolicyAutonomy.Act ? !staysArmed : before?.IsDryRun ?? false,
            Action = action,
            Cooldown = TimeSpan.FromMinutes(Minutes("cooldownMinutes", request.CooldownMinutes, 360, MostMinutes)),
            Approver = query.Text("approver", request.Approver, 100),
            ApprovalTimeout = TimeSpan.FromMinutes(Minutes("approvalTimeoutMinutes", request.ApprovalTimeoutMinutes, 60, MostApprovalMinutes)),
            LearnsFrom = before?.LearnsFrom,
        };
    }

    /// <summary>A policy's scope, condition and cooldown alone, for trying it.</summary>
    public Policy ReadCondition(PolicyRequest request, DateTimeOffset now) =>
        new(string.Empty, request.Name ?? string.Empty, query.Scope(request.Scope), Condition(request.Condition), PolicyAutonomy.Notify, now)
        {
            Cooldown = TimeSpan.FromMinutes(Minutes("cooldownMinutes", request.CooldownMinutes, 360, MostMinutes)),
        };

    private PolicyCondition Condition(PolicyConditionRequest? request)
    {
        if (request is null)
        {
            return new();
        }

        var kinds = (request.Kinds ?? []).Select(kind => query.Choice("condition.kinds", kind, Kinds)).OfType<NoticeKind>().Distinct().ToList();
        if (kinds.Contains(NoticeKind.Policy))
        {
            query.Fail("condition.kinds", "A policy never answers what a policy said.");
        }

        var subjects = (request.Subjects ?? []).Select(subject => query.Text("condition.subjects", subject, 60)).OfType<string>().ToList();
        if (subjects.Count > MostNames)
        {
            query.Fail("condition.subjects", $"{subjects.Count} are too many: expected at most {MostNames}.");
        }

        NotNegative("condition.minimalExcess", request.MinimalExcess);
        NotNegative("condition.minimalPerHour", request.MinimalPerHour);
        NotNegative("condition.minimalShare", request.MinimalShare);
        if (request.MinimalProbability is not (null or (>= 0 and <= 1)))
        {
            query.Fail("condition.minimalProbability", $"{request.MinimalProbability} is out of range: expected 0 to 1.");
        }

        if (request.MaximalHoursToBreach is not (null or (>= 0 and <= 100_000)))
        {
            query.Fail("condition.maximalHoursToBreach", $"{request.MaximalHoursToBreach} is out of range: expected 0 to 100,000.");
        }

        return new()
        {
            Kinds = kinds,
            Subjects = subjects,
            MinimalSeverity = query.Choice("condition.minimalSeverity", request.MinimalSeverity, Severities) ?? Severity.Low,
            MinimalExcess = request.MinimalExcess,
            MinimalPerHour = request.MinimalPerHour,
            MinimalShare = request.MinimalShare,
            MinimalProbability = request.MinimalProbability,
            MaximalHoursToBreach = request.MaximalHoursToBreach,
        };
    }

    private PolicyAction? Action(PolicyActionRequest? request, PolicyAction? before)
    {
        if (request is null)
        {
            return null;
        }

        query.Require("action.kind", request.Kind);
        var kind = query.Choice("action.kind", request.Kind, Actions) ?? PolicyActionKind.ThrottleKey;
        var url = query.Text("action.url", request.Url, 2_000);
        if (url is not null && guard.Fault(url) is { } fault)
        {
            query.Fail("action.url", fault);
        }

        var parameters = request.Parameters ?? new Dictionary<string, string>();
        if (parameters.Count > MostNames || parameters.Any(pair => pair.Key.Length is 0 or > 60 || pair.Value.Length > 200))
        {
            query.Fail("action.parameters", $"Expected at most {MostNames}, names of 1 to 60 and values of at most 200 characters.");
        }

        return new(kind)
        {
            Parameters = parameters,
            Duration = request.DurationMinutes is null ? null : TimeSpan.FromMinutes(Minutes("action.durationMinutes", request.DurationMinutes, 60, MostMinutes)),
            Url = url,
            Secret = Secret(request, url, before),
            Text = query.Text("action.text", request.Text, 1_000),
        };
    }

    /// <summary>A secret belongs to the address it was entered for: it does not follow to another one.</summary>
    private string? Secret(PolicyActionRequest request, string? url, PolicyAction? before)
    {
        if (url is null)
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(request.Secret))
        {
            if (before?.Url == url && before.Secret is { } kept)
            {
                return kept;
            }

            query.Fail("action.secret", "Required with a web address, also when the address changes.");
            return null;
        }

        var entered = request.Secret.Trim();
        var isReference = entered.StartsWith("env:", StringComparison.Ordinal) || entered.StartsWith("file:", StringComparison.Ordinal)
            || entered.StartsWith("config:", StringComparison.Ordinal);
        if (!isReference && StandardWebhook.Fault(entered) is { } fault)
        {
            query.Fail("action.secret", $"{fault} Or say where it stands: env:NAME, file:PATH.");
            return null;
        }

        return query.HasFailed ? null : secrets.Protect(entered);
    }

    private int Minutes(string name, int? given, int fallback, int most)
    {
        if (given is < 1 || given > most)
        {
            query.Fail(name, $"{given} is out of range: expected from 1 to {most}.");
            return fallback;
        }

        return given ?? fallback;
    }

    private void NotNegative(string name, decimal? value)
    {
        if (value < 0)
        {
            query.Fail(name, $"{value} is out of range: expected 0 or more.");
        }
    }

    private static Dictionary<string, T> Names<T>()
        where T : struct, Enum => Enum.GetValues<T>().ToDictionary(Core.Narratives.PolicyWords.Code);
}
