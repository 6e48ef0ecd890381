using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using FinOpsAI.Web.Tests;

[assembly: AssemblyFixture(typeof(WebServer))]

namespace FinOpsAI.Web.Tests;

/// <summary>One running product on an empty SQLite file for all tests of the web side.</summary>
public sealed class WebServer : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public SiloProcess Silo { get; private set; } = null!;

    /// <summary>The folder of its store.</summary>
    public string Data => _folder.Path;

    public async ValueTask InitializeAsync() => Silo = await SiloProcess.StartAsync("serve", "--data", _folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>Posts one record of now, which costs 2.5.</summary>
    public Task PostAsync(string id, string team, CancellationToken cancellationToken) =>
        PostAsync(id, team, TimeProvider.System.GetUtcNow(), 1_000_000, cancellationToken);

    /// <summary>Posts one record, which costs 2.5 for each million of tokens.</summary>
    public async Task PostAsync(string id, string team, DateTimeOffset at, long tokens, CancellationToken cancellationToken)
    {
        var timestamp = at.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var content = new StringContent(
            $$$"""{"id":"{{{id}}}","timestamp":"{{{timestamp}}}","provider":"openai","model":"gpt-4o","team":"{{{team}}}","project":"p","resource":"r","usage":{"token.input":{{{tokens}}}}}""",
            System.Text.Encoding.UTF8,
            "application/json");
        var (_, answer) = await Silo.PostUsageAsync(content, cancellationToken);
        answer.GetProperty("accepted").GetInt64().ShouldBe(1, answer.ToString());
    }

    /// <summary>What the audit log says was done to a subject, newest first.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync(string subject, CancellationToken cancellationToken)
    {
        await using var store = await SqliteStore.OpenAsync(
            _folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: cancellationToken);
        return [.. (await store.Audit.ListAsync(new(Subject: subject), cancellationToken)).Select(line => line.Action)];
    }

    /// <summary>A budget that the API would refuse, as one is whose exchange rate was removed after it had been made.</summary>
    public async Task SaveAsync(Budget budget, CancellationToken cancellationToken)
    {
        await using var store = await SqliteStore.OpenAsync(
            _folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: cancellationToken);
        await store.Budgets.SaveAsync(budget, cancellationToken);
    }

    /// <summary>An experiment that the API would refuse, likewise.</summary>
    public async Task SaveAsync(Experiment experiment, CancellationToken cancellationToken)
    {
        await using var store = await SqliteStore.OpenAsync(
            _folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: cancellationToken);
        await store.Experiments.SaveAsync(experiment, cancellationToken);
    }

    /// <summary>Writes what was told of a budget, as the watch does.</summary>
    public async Task SaveToldAsync(BudgetTold told, CancellationToken cancellationToken)
    {
        await using var store = await SqliteStore.OpenAsync(
            _folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: cancellationToken);
        await store.Budgets.SaveToldAsync(told, cancellationToken);
    }

    /// <summary>Makes a team with an anomaly and its incident, written into the store as the detectors' grains do.</summary>
    public async Task<Anomaly> AnomalyAsync(
        string team,
        CancellationToken cancellationToken,
        AnomalyState state = AnomalyState.Open,
        AnomalyKind kind = AnomalyKind.Spike,
        Func<Incident, Incident>? incident = null)
    {
        await PostAsync($"{team}-anomaly", team, cancellationToken);
        var start = Granularity.Hour.Floor(TimeProvider.System.GetUtcNow()).AddHours(-3);
        var anomaly = new Anomaly(
            $"anomaly-{team}", ScopePath.ForTeam(team), kind, state, Severity.High, Granularity.Hour,
            start, start.AddHours(1), 90, 30, 20, 40, 0.9, $"anomaly-{team}");
        var of = new Incident(anomaly.Id, state == AnomalyState.Open ? IncidentState.Open : IncidentState.Resolved, anomaly, [], start, start);
        of = incident?.Invoke(of) ?? of;
        await using var store = await SqliteStore.OpenAsync(
            _folder.File("finopsai.db"), new(), TimeProvider.System, cancellationToken: cancellationToken);
        await store.Anomalies.SaveAsync([anomaly, .. of.Impact], [of], cancellationToken);
        return anomaly;
    }
}
