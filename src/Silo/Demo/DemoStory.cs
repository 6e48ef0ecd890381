using System.Globalization;
using FinOpsAI.Core.Attribution;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Narratives;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Silo.Demo;

/// <summary>
/// What the people of the demo organization set up before the first record came: rules, shared costs, routes, policies, an experiment that is
/// over; each with its line of the audit log. What comes of it is not written here: the engine finds it in the records.
/// </summary>
internal sealed class DemoStory(
    AttributionBook attribution, IChannelStore channels, IPolicyStore policies, IExperimentStore experiments, IChangeStore changes, IAuditLog audit,
    TimeProvider time)
{
    /// <summary>Who looks after costs.</summary>
    public const string Analyst = "seoyeon";

    /// <summary>Who looks after the training project.</summary>
    public const string Engineer = "jiho";

    public async Task SaveAsync(NarrativeLanguage language, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await DemoBaseline.SaveAsync(experiments, audit, language, now, cancellationToken);
        await attribution.ChangeAsync(0, DemoRules.Rules(language), Analyst, DemoRules.Note(language), cancellationToken);
        foreach (var shared in DemoRules.SharedCosts(language))
        {
            await attribution.SaveSharedCostAsync(shared, Analyst, cancellationToken);
        }

        foreach (var route in DemoNotices.Routes(language, now))
        {
            await channels.SaveRouteAsync(route, cancellationToken);
            await LogAsync(new(time.GetUtcNow(), Analyst, "route.added", $"route/{route.Id}", route.Scope)
            {
                Details = new Dictionary<string, string> { ["name"] = route.Name, ["channels"] = string.Join(", ", route.Channels) },
            });
        }

        foreach (var policy in DemoNotices.Policies(language, now))
        {
            await policies.SaveAsync(policy, cancellationToken);
            await LogAsync(new(time.GetUtcNow(), Analyst, "policy.added", $"policy/{policy.Id}", policy.Scope) { Details = Details(policy) });
        }

        foreach (var change in DemoChanges.Of(language, now))
        {
            if (await changes.AddAsync(change, cancellationToken))
            {
                await LogAsync(new(time.GetUtcNow(), DemoChanges.TellerOf(change), "change.told", $"change/{change.Id}", change.Scope)
                {
                    Details = new Dictionary<string, string> { ["title"] = change.Title, ["kind"] = PolicyWords.Code(change.Kind) },
                });
            }
        }

        Task LogAsync(AuditEntry entry) => audit.AppendAsync([entry], cancellationToken);
    }

    private static Dictionary<string, string> Details(Policy policy)
    {
        var details = new Dictionary<string, string>
        {
            ["name"] = policy.Name,
            ["autonomy"] = PolicyWords.Code(policy.Autonomy),
            ["dryRun"] = policy.IsDryRun ? "true" : "false",
            ["cooldown"] = policy.Cooldown.ToString(null, CultureInfo.InvariantCulture),
        };
        if (policy.Action is { } action)
        {
            details["action"] = PolicyWords.Code(action.Kind);
        }

        return details;
    }
}
