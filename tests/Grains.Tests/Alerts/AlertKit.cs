using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Storage;

namespace FinOpsAI.Grains.Tests.Alerts;

/// <summary>Alert grains made with <c>new</c>, with what they tell in a list.</summary>
internal sealed class AlertKit(IStore store, TimeProvider time, ILiveFeed feed) : INoticeSink, IExplainer
{
    private readonly BudgetReader _budgets = new(
        store.Budgets, store.Reservations, store.Rollups, store.Experiments, new NoGrains(), new OneCurrency());

    public AlertOptions Options { get; } = new();

    /// <summary>What was told, each key once, as the desk would keep it.</summary>
    public List<Notice> Told { get; } = [];

    /// <summary>What the explainer says; null for nothing.</summary>
    public Explanation? Explanation { get; set; }

    /// <summary>While set, nothing can be told.</summary>
    public bool SinkIsAway { get; set; }

    public AlertGrain Grain() =>
        new(store.Anomalies, store.Audit, new IncidentTeller(this, this, store.Budgets, _budgets, Options), feed, Options, time);

    public async Task<AlertGrain> ActivateAsync(CancellationToken cancellationToken)
    {
        var grain = Grain();
        await grain.ActivateAsync(cancellationToken);
        return grain;
    }

    public Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        if (SinkIsAway)
        {
            throw new StoreUnavailableException("away", retry: true);
        }

        Told.AddRange(notices.Where(notice => Told.TrueForAll(known => known.Key != notice.Key)));
        return Task.CompletedTask;
    }

    public Task<Explanation?> ExplainAsync(ExplanationRequest request, CancellationToken cancellationToken) => Task.FromResult(Explanation);

    /// <summary>Whoever is told of an incident is told without a forecast.</summary>
    internal sealed class NoGrains : IGrainResolver
    {
        public TGrain Get<TGrain>(string key)
            where TGrain : class => throw new GrainFault(GrainFaultCode.Unavailable, retry: true, $"No grain {key} here.");
    }

    internal sealed class OneCurrency : ICurrencies
    {
        public string Reporting => "USD";

        public bool TryConvert(decimal amount, string? currency, DateTimeOffset at, out decimal converted, out ExchangeRate? rate)
        {
            (converted, rate) = (amount, null);
            return true;
        }
    }
}
