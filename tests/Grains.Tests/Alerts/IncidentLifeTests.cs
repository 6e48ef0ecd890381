using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Audit;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Grains.Tests.Alerts;

/// <summary>What people and time make of an incident, and what is told of it.</summary>
public sealed class IncidentLifeTests : IAsyncLifetime, ILiveFeed
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly ScopePath Key = ScopePath.ForResource("assistant", "agents", "prod-key");

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Noon.AddHours(1));
    private SqliteStore _store = null!;
    private AlertKit _kit = null!;
    private AlertGrain _grain = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _store = await SqliteStore.OpenAsync(_folder.File("life.db"), new(), _time);
        _kit = new(_store, _time, this);
        _grain = await _kit.ActivateAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _folder.Dispose();
    }

    void ILiveFeed.CostChanged(IEnumerable<string> scopes)
    {
    }

    void ILiveFeed.IncidentChanged(Incident incident)
    {
    }

    [Fact]
    public async Task An_incident_is_told_once_when_all_scopes_have_spoken_and_not_at_every_tick()
    {
        foreach (var scope in Key.SelfAndAncestors().Reverse())
        {
            await ReportAsync(Spike(scope));
        }

        _kit.Told.ShouldBeEmpty();
        await TickAsync(TimeSpan.FromSeconds(20));
        await TickAsync(TimeSpan.FromSeconds(20));
        await ReportAsync(Spike(Key) with { Actual = 510 });

        var notice = _kit.Told.ShouldHaveSingleItem();
        notice.Scope.ShouldBe(Key);
        notice.Phase.ShouldBe(NoticePhase.Opened);
        notice.Owner.ShouldBe("assistant");
        notice.Figures.Excess.ShouldBe(400);
        notice.Figures.PerHour.ShouldBe(400);
        notice.English.Facts.ShouldContain(fact => fact.Name == "Also seen at" && fact.Value == "agents, assistant, the organization");
    }

    [Fact]
    public async Task History_is_noted_without_a_word()
    {
        await ReportAsync(Spike(Key) with { State = AnomalyState.Closed, Start = Noon.AddDays(-9), End = Noon.AddDays(-9).AddHours(1) });
        await TickAsync(TimeSpan.FromMinutes(1));

        _kit.Told.ShouldBeEmpty();
        (await OnlyAsync()).Handling.Outcome.ShouldBe(IncidentOutcome.Ended);
    }

    [Fact]
    public async Task Higher_severity_acknowledgement_and_the_end_are_told_each_once()
    {
        await OpenAsync();
        await ReportAsync(Spike(Key) with { Severity = Severity.Critical, Actual = 900 });
        await StepAsync(IncidentStepKind.Acknowledge);
        await StepAsync(IncidentStepKind.Acknowledge);
        await ReportAsync(Spike(Key) with { Severity = Severity.Critical, Actual = 900, State = AnomalyState.Closed });
        await TickAsync(TimeSpan.FromDays(3));

        Phases().ShouldBe([NoticePhase.Opened, NoticePhase.Updated, NoticePhase.Acknowledged, NoticePhase.Closed]);
        _kit.Told.Select(notice => notice.Thread).Distinct().ShouldHaveSingleItem();
        _kit.Told[^1].Korean.Title.ShouldStartWith("종료: ");
    }

    [Fact]
    public async Task Nobody_takes_it_so_it_is_told_again_a_few_times_and_a_taken_one_is_not()
    {
        await OpenAsync();
        for (var hour = 0; hour < 10; hour++)
        {
            await TickAsync(TimeSpan.FromHours(1));
        }

        _kit.Told.Skip(1).Select(notice => notice.Escalation).ShouldBe([1, 2, 3]);
        (await _store.Audit.ListAsync(new(Subject: $"incident/{Spike(Key).Id}"), Token)).Count(line => line.Actor == AuditEntry.System).ShouldBe(3);

        var taken = Spike(ScopePath.ForTeam("search"));
        await ReportAsync(taken);
        await TickAsync(TimeSpan.FromSeconds(20));
        await _grain.HandleAsync(new(taken.Id, IncidentStepKind.Acknowledge, "mina"), Token);
        await TickAsync(TimeSpan.FromHours(5));
        _kit.Told.Count(notice => notice.Thread.EndsWith(taken.Id, StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task Snoozed_it_is_silent_until_then_and_told_again()
    {
        await OpenAsync();
        await _grain.HandleAsync(new(Spike(Key).Id, IncidentStepKind.Snooze, "mina") { Until = _time.GetUtcNow().AddHours(4) }, Token);
        await TickAsync(TimeSpan.FromHours(3));
        await ReportAsync(Spike(Key) with { Severity = Severity.Critical });
        _kit.Told.Count.ShouldBe(1);

        await TickAsync(TimeSpan.FromHours(1));

        _kit.Told.Count.ShouldBe(2);
        _kit.Told[1].English.Title.ShouldStartWith("No longer snoozed: ");
        (await OnlyAsync()).Handling.SnoozedUntil.ShouldBeNull();
    }

    [Theory]
    [InlineData(4, 1, true)]
    [InlineData(7, 2, false)]
    public async Task A_cause_that_comes_back_within_the_cooldown_opens_its_incident_again(int hours, int incidents, bool isReopened)
    {
        await OpenAsync();
        await ReportAsync(Spike(Key) with { State = AnomalyState.Closed });
        _time.Advance(TimeSpan.FromHours(hours));

        // The widest scope speaks first: it must not become an incident of its own.
        foreach (var scope in Key.SelfAndAncestors().Reverse())
        {
            await ReportAsync(Spike(scope, Noon.AddHours(1 + hours)));
        }

        await TickAsync(TimeSpan.FromSeconds(20));
        var all = (await _store.Anomalies.ListIncidentsAsync(new(), Token)).Where(incident => incident.Cause.State != AnomalyState.Retracted).ToList();
        all.Count.ShouldBe(incidents);
        var first = all.Single(incident => incident.Id == Spike(Key).Id);
        first.State.ShouldBe(isReopened ? IncidentState.Open : IncidentState.Resolved);
        first.Handling.Reopened.ShouldBe(isReopened ? 1 : 0);
        Phases().ShouldBe(
            isReopened
                ? [NoticePhase.Opened, NoticePhase.Closed, NoticePhase.Updated]
                : [NoticePhase.Opened, NoticePhase.Closed, NoticePhase.Opened]);
    }

    [Theory]
    [InlineData(IncidentStepKind.Resolve, IncidentOutcome.Resolved, 1)]
    [InlineData(IncidentStepKind.Expect, IncidentOutcome.Expected, 0)]
    [InlineData(IncidentStepKind.Dismiss, IncidentOutcome.Noise, 0)]
    public async Task What_a_person_closed_stays_closed_while_it_fades_and_only_a_mended_one_opens_when_it_comes_back(
        IncidentStepKind step, IncidentOutcome outcome, int reopened)
    {
        await OpenAsync();
        await StepAsync(step);
        await ReportAsync(Spike(Key) with { Actual = 700, Severity = Severity.Critical });
        (await OnlyAsync()).State.ShouldBe(IncidentState.Resolved);
        (await OnlyAsync()).Handling.Outcome.ShouldBe(outcome);
        (await OnlyAsync()).Handling.ClosedBy.ShouldBe("mina");

        await ReportAsync(Spike(Key, Noon.AddHours(2)));

        (await OnlyAsync()).Handling.Reopened.ShouldBe(reopened);
    }

    [Fact]
    public async Task Steps_are_audited_once_and_taken_twice_change_nothing()
    {
        await OpenAsync();
        var id = Spike(Key).Id;
        IncidentStep[] steps =
        [
            new(id, IncidentStepKind.Acknowledge, "mina"),
            new(id, IncidentStepKind.Assign, "mina") { Assignee = "jun" },
            new(id, IncidentStepKind.Comment, "jun") { Text = "살펴보는 중" },
            new(id, IncidentStepKind.Comment, "jun") { Text = "살펴보는 중", Key = "second" },
            new(id, IncidentStepKind.Snooze, "jun") { Until = _time.GetUtcNow().AddHours(1) },
            new(id, IncidentStepKind.Resolve, "jun") { Text = "key rotated" },
        ];
        foreach (var step in steps.SelectMany(step => new[] { step, step }))
        {
            await _grain.HandleAsync(step, Token);
        }

        var lines = await _store.Audit.ListAsync(new(Subject: $"incident/{id}"), Token);
        lines.Reverse().Select(line => line.Action).ShouldBe(
            ["incident.acknowledged", "incident.assigned", "incident.commented", "incident.commented", "incident.snoozed", "incident.resolved"]);
        lines[0].Details["note"].ShouldBe("key rotated");
        lines[0].Details["stateAfter"].ShouldBe("resolved");
        var handling = (await OnlyAsync()).Handling;
        handling.Assignee.ShouldBe("jun");
        handling.Comments.Count.ShouldBe(2);

        await _grain.HandleAsync(new(id, IncidentStepKind.Reopen, "mina"), Token);
        (await OnlyAsync()).State.ShouldBe(IncidentState.Open);
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_later_and_what_was_told_before_a_crash_is_not_told_twice()
    {
        await ReportAsync(Spike(Key));
        _kit.SinkIsAway = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => TickAsync(TimeSpan.FromSeconds(20)));
        _kit.SinkIsAway = false;

        // As if the process had been killed between telling and saving: the next one reads the incident as it was before.
        var before = await OnlyAsync();
        await TickAsync(TimeSpan.Zero);
        await _store.Anomalies.SaveAsync([], [before], Token);
        _grain = await _kit.ActivateAsync(Token);
        await TickAsync(TimeSpan.FromSeconds(1));

        _kit.Told.ShouldHaveSingleItem();
        (await OnlyAsync()).Handling.Told!.Number.ShouldBe(1);
    }

    [Fact]
    public async Task The_reasons_and_the_budget_stand_in_the_words()
    {
        await _store.Budgets.SaveAsync(
            new()
            {
                Id = "b",
                Name = "Assistant",
                Scope = ScopePath.ForTeam("assistant"),
                Period = BudgetPeriod.Month,
                Amount = 5_000,
                IsHard = false,
                Thresholds = Budget.UsualThresholds,
                CarriesOver = false,
                FreeModels = [],
                CreatedAt = Noon,
            },
            Token);
        _kit.Explanation = new(
            Key, Noon, Noon.AddHours(1), Noon.AddDays(-7), Noon.AddDays(-7).AddHours(1), 100, 500,
            [
                new(CostFactor.Volume, 300, null, 10, 40) { Measure = ExplanationMeasure.Requests },
                new(CostFactor.Price, 100, "gpt-4o", 1, 2) { Measure = ExplanationMeasure.PricePerMillionTokens },
            ],
            [],
            0);

        await OpenAsync();

        var notice = _kit.Told.ShouldHaveSingleItem();
        notice.Figures.HoursToBreach.ShouldBe(10);
        notice.English.Paragraphs.ShouldContain(
            "Requests went from 10 to 40, which added $300.00. The price of a million tokens of gpt-4o went from $1.00 to $2.00, which added $100.00.");
        notice.English.Paragraphs.ShouldContain("At this pace this month's budget of assistant, $5,000.00, is exceeded in about 10 hours.");
        notice.Korean.Paragraphs.ShouldContain(text => text.Contains("$300.00") && text.Contains("gpt-4o") && text.Contains("$100.00"));
    }

    private async Task OpenAsync()
    {
        await ReportAsync(Spike(Key));
        await TickAsync(TimeSpan.FromSeconds(20));
        _kit.Told.Count.ShouldBe(1);
    }

    private IEnumerable<NoticePhase> Phases() => _kit.Told.Select(notice => notice.Phase);

    private Task<Incident?> StepAsync(IncidentStepKind kind) => _grain.HandleAsync(new(Spike(Key).Id, kind, "mina"), Token);

    private Task ReportAsync(Anomaly anomaly) => _grain.ReportAsync(new([anomaly], _time.GetUtcNow()), Token);

    private Task TickAsync(TimeSpan later)
    {
        _time.Advance(later);
        return _grain.TickAsync(_time.GetUtcNow(), Token);
    }

    private async Task<Incident> OnlyAsync() => (await _store.Anomalies.ListIncidentsAsync(new(), Token)).ShouldHaveSingleItem();

    private static Anomaly Spike(ScopePath scope, DateTimeOffset? start = null) => new(
        $"{scope.Kind}-{start?.Hour ?? 12}-{scope.Name}", scope, AnomalyKind.Spike, AnomalyState.Open, Severity.High, Granularity.Hour,
        start ?? Noon, (start ?? Noon).AddHours(1), 500, 100, 50, 200, 0.9, null);
}
