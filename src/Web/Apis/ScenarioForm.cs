using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;
using FinOpsAI.Web.Contracts;

namespace FinOpsAI.Web.Apis;

/// <summary>Makes a scenario of what was sent; the query collects what is wrong, by field.</summary>
internal sealed class ScenarioForm(Query query, IUsagePricer pricer, DateTimeOffset now)
{
    private const int MaxName = 200;
    private const int MaxChanges = 10;
    private const int MaxNamed = 8;
    private const decimal MaxFactor = 100;

    /// <summary>What is computed, without a name or an owner; null when it has faults.</summary>
    public Scenario? Read(ScenarioRequest request, Scenario? before = null)
    {
        var today = UtcDay.Of(now);
        var baseline = Days("baselineDays", request.BaselineDays, 28, 7);
        var horizon = Days("horizonDays", request.HorizonDays, 90, 1);
        var start = request.Start ?? today;

        // A kept scenario may have begun since: that is no reason to refuse another change of it.
        if ((start < today && start != before?.Start) || start > today.AddDays(horizon - 1))
        {
            query.Fail("start", Text($"{start:yyyy-MM-dd} is outside of what is foretold: expected {today:yyyy-MM-dd} to {today.AddDays(horizon - 1):yyyy-MM-dd}."));
        }

        var scope = string.IsNullOrEmpty(request.Scope) && before is not null ? before.Scope : query.Scope(request.Scope);
        if (before is not null && scope != before.Scope)
        {
            query.Fail("scope", $"The scope of a kept scenario stays {before.Scope.Key}: keep another one for another scope.");
        }

        var scenario = new Scenario(
            before?.Id ?? "", query.Text("name", request.Name, MaxName) ?? "", scope, start, baseline, horizon,
            Drivers(request.Drivers), query.Note(request.Note) ?? "", before?.Owner ?? "", before?.OwnerName ?? "", now);
        return query.HasFailed ? null : scenario;
    }

    private ScenarioDrivers Drivers(ScenarioDriversDto? sent) => sent is null ? new() : new()
    {
        Users = Factor("drivers.users", sent.Users),
        RequestsPerUser = Factor("drivers.requestsPerUser", sent.RequestsPerUser),
        InputTokensPerRequest = Factor("drivers.inputTokensPerRequest", sent.InputTokensPerRequest),
        OutputTokensPerRequest = Factor("drivers.outputTokensPerRequest", sent.OutputTokensPerRequest),
        CacheHitRate = Share("drivers.cacheHitRate", sent.CacheHitRate),
        BatchShare = Share("drivers.batchShare", sent.BatchShare),
        Moves = [.. Listed("drivers.moves", sent.Moves).Select((move, index) => Move($"drivers.moves[{index}]", move))],
        Prices = [.. Listed("drivers.prices", sent.Prices).Select((price, index) => Price($"drivers.prices[{index}]", price))],
        GpuRate = Factor("drivers.gpuRate", sent.GpuRate),
        GpuHours = Factor("drivers.gpuHours", sent.GpuHours),
    };

    private ModelMove Move(string field, ModelMoveDto sent)
    {
        var (fromModel, toModel) = (Name($"{field}.fromModel", sent.FromModel), Name($"{field}.toModel", sent.ToModel));
        var fromProvider = fromModel is "*" && string.IsNullOrWhiteSpace(sent.FromProvider) ? "*" : Name($"{field}.fromProvider", sent.FromProvider);
        var toProvider = Name($"{field}.toProvider", sent.ToProvider);
        if (fromProvider is "*" && fromModel is not "*")
        {
            query.Fail($"{field}.fromProvider", "* stands for all providers, and only together with fromModel *.");
        }

        if (toProvider.Length > 0 && toModel.Length > 0)
        {
            CheckTarget(field, toProvider, toModel);
        }

        if (toModel.Length > 0 && (fromProvider, fromModel) == (toProvider, toModel))
        {
            query.Fail($"{field}.toModel", $"Traffic of {toModel} cannot move to {toModel} itself.");
        }

        if (sent.Share is not (> 0 and <= 1))
        {
            query.Fail($"{field}.share", Text($"{sent.Share} is out of range: expected above 0 to 1, the part of the requests that moves."));
        }

        return new(fromProvider, fromModel, toProvider, toModel, sent.Share ?? 0);
    }

    private void CheckTarget(string field, string provider, string model)
    {
        var known = pricer.Models(provider, now);
        if (known.Count == 0)
        {
            query.Fail($"{field}.toProvider", $"No model of '{provider}' has a price.");
        }
        else if (!known.Contains(model))
        {
            // The likeliest first: those that begin alike.
            var likely = known.OrderByDescending(name => Alike(name, model)).Take(MaxNamed);
            query.Fail(
                $"{field}.toModel",
                $"'{model}' of {provider} has no price. Known: {string.Join(", ", likely)}{(known.Count > MaxNamed ? $" and {known.Count - MaxNamed} more" : "")}.");
        }
    }

    private static int Alike(string a, string b) => a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();

    private PriceChange Price(string field, PriceChangeDto sent)
    {
        if (sent.Factor is null)
        {
            query.Fail($"{field}.factor", "Required.");
        }

        return new(Any($"{field}.provider", sent.Provider), Any($"{field}.model", sent.Model), Factor($"{field}.factor", sent.Factor));
    }

    private string Any(string field, string? text) => query.Text(field, text, ScopePath.MaxNameLength) ?? "*";

    private string Name(string field, string? text)
    {
        var name = query.Text(field, text, ScopePath.MaxNameLength);
        query.Require(field, name);
        return name ?? "";
    }

    private IReadOnlyList<T> Listed<T>(string field, IReadOnlyList<T>? sent)
    {
        if (sent?.Count > MaxChanges)
        {
            query.Fail(field, $"{sent.Count} are too many: expected at most {MaxChanges}.");
            return [];
        }

        return sent ?? [];
    }

    private decimal Factor(string field, decimal? sent)
    {
        if (sent is < 0 or > MaxFactor)
        {
            query.Fail(field, Text($"{sent} is out of range: expected 0 to {MaxFactor}, 1 for no change."));
        }

        return sent ?? 1;
    }

    private decimal? Share(string field, decimal? sent)
    {
        if (sent is < 0 or > 1)
        {
            query.Fail(field, Text($"{sent} is out of range: expected 0 to 1."));
        }

        return sent;
    }

    private int Days(string field, int? sent, int fallback, int least)
    {
        if (sent is { } days && (days < least || days > 90))
        {
            query.Fail(field, Text($"{days} is out of range: expected a whole number from {least} to 90."));
            return fallback;
        }

        return sent ?? fallback;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
