using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Grains.Tests.Alerts;

public sealed class AlertGrainTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Noon.AddHours(3));
    private readonly Feed _feed = new();
    private SqliteStore _store = null!;
    private AlertKit _kit = null!;
    private AlertGrain _grain = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await SqliteStore.OpenAsync(_folder.File("alerts.db"), new(), _time);
        _kit = new(_store, _time, _feed);
        _grain = await _kit.ActivateAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_runaway_key_seen_at_four_scopes_is_one_incident_at_the_key()
    {
        var key = ScopePath.ForResource("assistant", "agents", "prod-key");
        foreach (var scope in key.SelfAndAncestors())
        {
            await ReportAsync(Of(scope, actual: 500, expected: 100));
        }

        var incident = (await _store.Anomalies.ListIncidentsAsync(new(), Token)).ShouldHaveSingleItem();
        incident.Cause.Scope.ShouldBe(key);
        incident.Impact.Select(anomaly => anomaly.Scope.Kind).ShouldBe([ScopeKind.Project, ScopeKind.Team, ScopeKind.Organization]);
        (await _store.Anomalies.ListAnomaliesAsync(new(), Token)).ShouldAllBe(anomaly => anomaly.IncidentId == incident.Id);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task In_whatever_order_scopes_report_two_causes_are_two_incidents_at_their_keys(int seed)
    {
        ScopePath[] keys = [ScopePath.ForResource("assistant", "agents", "prod-key"), ScopePath.ForResource("search", "ranking", "batch-key")];
        Anomaly[] anomalies =
        [
            .. keys.SelectMany(key => key.SelfAndAncestors()).Distinct()
                .Select(scope => Of(scope, actual: scope == ScopePath.Organization ? 1_000 : 500, expected: scope == ScopePath.Organization ? 200 : 100)),
        ];
        new Random(seed).Shuffle(anomalies);

        foreach (var anomaly in anomalies)
        {
            await ReportAsync(anomaly);
        }

        var incidents = await _store.Anomalies.ListIncidentsAsync(new(), Token);
        incidents.Select(incident => incident.Cause.Scope).ShouldBe(keys, ignoreOrder: true);
        incidents.Sum(incident => 1 + incident.Impact.Count).ShouldBe(anomalies.Length);
    }

    [Fact]
    public async Task The_cause_moves_down_when_the_narrow_scope_reports_later()
    {
        var key = ScopePath.ForResource("assistant", "agents", "prod-key");
        foreach (var scope in key.SelfAndAncestors().Reverse())
        {
            await ReportAsync(Of(scope, actual: 500, expected: 100));
        }

        var incident = (await _store.Anomalies.ListIncidentsAsync(new(), Token)).ShouldHaveSingleItem();
        incident.Cause.Scope.ShouldBe(key);
        incident.Impact.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_key_that_explains_little_of_its_teams_excess_is_another_incident()
    {
        await ReportAsync(Of(ScopePath.ForTeam("assistant"), actual: 2_000, expected: 1_000));
        await ReportAsync(Of(ScopePath.ForResource("assistant", "agents", "small-key"), actual: 150, expected: 100));

        (await _store.Anomalies.ListIncidentsAsync(new(), Token)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("search", 0, AnomalyKind.Spike)]
    [InlineData("assistant", 30, AnomalyKind.Spike)]
    [InlineData("assistant", 0, AnomalyKind.Silence)]
    public async Task Another_line_of_scopes_another_time_or_another_direction_is_another_incident(string team, int hoursLater, AnomalyKind kind)
    {
        await ReportAsync(Of(ScopePath.ForTeam("assistant"), actual: 500, expected: 100));
        await ReportAsync(Of(ScopePath.ForResource(team, "p", "r"), actual: 500, expected: 100, kind, Noon.AddHours(hoursLater)));

        (await _store.Anomalies.ListIncidentsAsync(new(), Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_incident_is_over_when_all_its_anomalies_are()
    {
        var key = ScopePath.ForResource("assistant", "agents", "prod-key");
        var at = Of(key, actual: 500, expected: 100);
        var above = Of(key.Parent!, actual: 500, expected: 100);
        await ReportAsync(at);
        await ReportAsync(above);

        await ReportAsync(at with { State = AnomalyState.Closed });
        (await OnlyAsync()).State.ShouldBe(IncidentState.Open);
        await ReportAsync(above with { State = AnomalyState.Closed });
        (await OnlyAsync()).State.ShouldBe(IncidentState.Resolved);
    }

    [Fact]
    public async Task Taking_an_incident_is_kept_while_it_grows_and_across_activations()
    {
        var anomaly = Of(ScopePath.ForTeam("assistant"), actual: 500, expected: 100);
        await ReportAsync(anomaly);
        (await _grain.HandleAsync(new(anomaly.Id, IncidentStepKind.Acknowledge, "mina"), Token))!.State.ShouldBe(IncidentState.Acknowledged);

        var next = await _kit.ActivateAsync(Token);
        await next.ReportAsync(new([anomaly with { Actual = 900 }], Noon), Token);

        var incident = await OnlyAsync();
        incident.State.ShouldBe(IncidentState.Acknowledged);
        incident.Cause.Actual.ShouldBe(900);
        (await next.HandleAsync(new("no-such-incident", IncidentStepKind.Acknowledge, "mina"), Token)).ShouldBeNull();
    }

    [Fact]
    public async Task Every_change_is_told_to_the_live_feed()
    {
        await ReportAsync(Of(ScopePath.ForTeam("assistant"), actual: 500, expected: 100));

        _feed.Incidents.ShouldHaveSingleItem().Cause.Scope.ShouldBe(ScopePath.ForTeam("assistant"));
    }

    private async Task<Incident> OnlyAsync() => (await _store.Anomalies.ListIncidentsAsync(new(), Token)).ShouldHaveSingleItem();

    private Task ReportAsync(Anomaly anomaly) => _grain.ReportAsync(new([anomaly], _time.GetUtcNow()), Token);

    private static Anomaly Of(
        ScopePath scope, decimal actual, decimal expected, AnomalyKind kind = AnomalyKind.Spike, DateTimeOffset? start = null) => new(
        $"{scope.Key}-{kind}-{start}", scope, kind, AnomalyState.Open, Severity.High, Granularity.Hour,
        start ?? Noon, (start ?? Noon).AddHours(1), actual, expected, expected / 2, expected * 2, 0.9, null);

    private sealed class Feed : ILiveFeed
    {
        public List<Incident> Incidents { get; } = [];

        public void CostChanged(IEnumerable<string> scopes)
        {
        }

        public void IncidentChanged(Incident incident) => Incidents.Add(incident);
    }
}
