using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Storage.Tests;

public sealed class SqliteAnomalyStoreTests : AnomalyStoreTests<SqliteHarness>;

public sealed class PostgresAnomalyStoreTests : AnomalyStoreTests<PostgresHarness>;

public abstract class AnomalyStoreTests<THarness> : StoreTests<THarness>
    where THarness : StoreHarness, new()
{
    private static readonly ScopePath Search = ScopePath.ForTeam("검색");

    [Fact]
    public async Task What_was_never_saved_is_not_found()
    {
        (await Store.Anomalies.FindAnomalyAsync("x", Token)).ShouldBeNull();
        (await Store.Anomalies.FindIncidentAsync("x", Token)).ShouldBeNull();
        (await Store.Anomalies.ListAnomaliesAsync(new(), Token)).ShouldBeEmpty();
        (await Store.Anomalies.ListIncidentsAsync(new(), Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Anomalies_and_incidents_are_found_as_they_were_saved_and_the_same_id_replaces()
    {
        var cause = Some("a", Search, 0) with { Score = 0.123456789012345, Actual = 0.1234567890123456789m, IncidentId = "a" };
        var impact = Some("b", ScopePath.Organization, 1);
        var incident = new Incident("a", IncidentState.Open, cause, [impact], cause.Start, Tests.Some.Noon.AddTicks(1));
        await Store.Anomalies.SaveAsync([cause, impact], [incident], Token);

        (await Store.Anomalies.FindAnomalyAsync("a", Token)).ShouldBe(cause);
        var found = (await Store.Anomalies.FindIncidentAsync("a", Token)).ShouldNotBeNull();
        found.Impact.ShouldBe([impact]);
        found.ShouldSayTheSameAs(incident);

        var closed = cause with { State = AnomalyState.Closed, Scope = Search.Parent! };
        await Store.Anomalies.SaveAsync([closed], [], Token);
        (await Store.Anomalies.FindAnomalyAsync("a", Token)).ShouldBe(closed);
        (await Store.Anomalies.ListAnomaliesAsync(new(), Token)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Lists_are_narrowed_by_scope_time_and_state_newest_start_first()
    {
        var anomalies = new[]
        {
            Some("org", ScopePath.Organization, 0),
            Some("team", Search, 1),
            Some("project", ScopePath.ForProject("검색", "p/1"), 2, AnomalyState.Closed),
            Some("resource", ScopePath.ForResource("검색", "p/1", "r"), 3),
            Some("longer", ScopePath.ForTeam("검색팀"), 4),
            Some("gone", Search, 5, AnomalyState.Retracted),
        };
        await Store.Anomalies.SaveAsync(
            anomalies,
            [.. anomalies.Take(3).Select((anomaly, index) =>
                new Incident(anomaly.Id, (IncidentState)index, anomaly, [], anomaly.Start, anomaly.Start))],
            Token);

        async Task<string> Anomalies(AnomalyFilter filter) =>
            string.Join(' ', (await Store.Anomalies.ListAnomaliesAsync(filter, Token)).Select(anomaly => anomaly.Id));
        async Task<string> Incidents(AnomalyFilter filter) =>
            string.Join(' ', (await Store.Anomalies.ListIncidentsAsync(filter, Token)).Select(incident => incident.Id));

        (await Anomalies(new())).ShouldBe("longer resource project team org");
        (await Anomalies(new(ScopePath.Organization))).ShouldBe("longer resource project team org");
        (await Anomalies(new(ScopePath.Organization, ExactScope: true))).ShouldBe("org");
        (await Anomalies(new(Search))).ShouldBe("resource project team");
        (await Anomalies(new(Search, ExactScope: true))).ShouldBe("team");
        (await Anomalies(new(Search, OpenOnly: true))).ShouldBe("resource team");
        (await Anomalies(new(ScopePath.ForProject("검색", "p/1")))).ShouldBe("resource project");
        (await Anomalies(new(ScopePath.ForTeam("p")))).ShouldBe("");
        (await Anomalies(new(From: Tests.Some.Noon.AddHours(2), To: Tests.Some.Noon.AddHours(4)))).ShouldBe("resource project");
        (await Anomalies(new(Limit: 2))).ShouldBe("longer resource");
        (await Incidents(new())).ShouldBe("project team org");
        (await Incidents(new(OpenOnly: true))).ShouldBe("team org");
        (await Incidents(new(Search, OpenOnly: true, To: Tests.Some.Noon.AddHours(1)))).ShouldBe("");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_limit_out_of_bounds_is_refused(int limit) => await Should.ThrowAsync<ArgumentOutOfRangeException>(
        () => Store.Anomalies.ListAnomaliesAsync(new(Limit: limit), Token));

    private static Anomaly Some(string id, ScopePath scope, int hour, AnomalyState state = AnomalyState.Open) => new(
        id, scope, AnomalyKind.Spike, state, Severity.High, Granularity.Hour, Tests.Some.Noon.AddHours(hour), Tests.Some.Noon.AddHours(hour + 1),
        12.5m, 3m, 1m, 5m, 0.9, null);
}
