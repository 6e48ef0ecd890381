using System.Text;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Ports;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Reads experiments from requests, collecting every fault.</summary>
internal static class ExperimentForm
{
    private const int MaxId = 100;
    private const int MaxTags = 20;

    /// <summary>A path of the API, so no experiment can be called so.</summary>
    private const string Reserved = "compare";

    /// <summary>The experiment; null when the request has faults, which the query then holds.</summary>
    public static Experiment? Read(Query query, ExperimentRequest request, ICurrencies currencies, DateTimeOffset now, string caller)
    {
        var name = query.Text("name", request.Name, 200);
        query.Require("name", name);
        var id = request.Id?.Trim() is { Length: > 0 } given ? given : Slug(name ?? "");
        if (name is not null && (id.Length is 0 or > MaxId || id == Reserved || !id.All(IsPlain)))
        {
            query.Fail("id", $"'{id}' cannot be used: expected 1 to {MaxId} letters, digits, '-', '_' and '.', not '{Reserved}'.");
        }

        var scope = query.Scope(request.Scope);
        var estimate = query.Amount("estimate", request.Estimate);
        if (request.Cap is <= 0 or > BudgetForm.MaxAmount)
        {
            query.Fail("cap", $"{request.Cap} is out of range: expected above 0, at most {BudgetForm.MaxAmount}.");
        }

        var currency = query.Currency(request.Currency, currencies, now);
        var duration = query.Duration("duration", request.Duration, TimeSpan.FromMinutes(1), TimeSpan.FromDays(366));
        var owner = query.Text("owner", request.Owner, 200) ?? caller;
        query.Models(request.FreeModels);
        if (request.Tags is { } tags && (tags.Count > MaxTags || tags.Any(tag => tag.Key.Length is 0 or > 100 || tag.Value is null or { Length: > 200 })))
        {
            query.Fail("tags", $"Expected at most {MaxTags} names of 1 to 100 characters with values of at most 200.");
        }

        return query.HasFailed ? null : new(id, name!, scope, estimate, request.Cap, currency, owner, now)
        {
            BudgetId = request.Cap is null ? null : $"exp-{id}",
            Duration = duration,
            Tags = request.Tags ?? new Dictionary<string, string>(),
        };
    }

    /// <summary>Letters and digits of any script in lower case, one <c>-</c> for anything between them.</summary>
    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var letter in name.Normalize())
        {
            if (char.IsLetterOrDigit(letter))
            {
                slug.Append(char.ToLowerInvariant(letter));
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-') is var text && text.Length > MaxId ? text[..MaxId] : text;
    }

    private static bool IsPlain(char letter) => char.IsLetterOrDigit(letter) || letter is '-' or '_' or '.';
}
