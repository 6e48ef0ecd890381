using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Experiments;
using FinOpsAI.Core.Explanations;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Grains.Experiments;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Budgets;

public sealed class BudgetWatchTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_threshold_is_told_once_also_by_a_process_that_has_just_started()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        await harness.AddAsync(10);
        await Watch(harness, desk).TickAsync(Token);
        desk.Told.ShouldBeEmpty();

        await harness.SpendAsync(6);
        await Watch(harness, desk).TickAsync(Token);
        await Watch(harness, desk).TickAsync(Token);
        desk.Told.ShouldHaveSingleItem().Key.ShouldBe("budget/b/2026-11/50");

        await harness.SpendAsync(6);
        await Watch(harness, desk).TickAsync(Token);
        desk.Told.Select(notice => notice.Key).ShouldBe(["budget/b/2026-11/50", "budget/b/2026-11/100"]);
        desk.Told[1].Severity.ShouldBe(Severity.Critical);
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_later_and_half_a_history_tells_nothing()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk { IsAway = true };
        await harness.AddAsync(10);
        await harness.SpendAsync(6);
        await Watch(harness, desk, isCaughtUp: false).TickAsync(Token);
        (await harness.Store.Budgets.FindToldAsync("b", Token)).ShouldBeNull();

        await Should.ThrowAsync<StoreUnavailableException>(() => Watch(harness, desk).TickAsync(Token));
        desk.IsAway = false;
        await Watch(harness, desk).TickAsync(Token);

        desk.Told.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_end_of_a_period_closes_what_was_told_of_it_and_the_next_begins_anew()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        await harness.AddAsync(10);
        await harness.SpendAsync(12);
        await Watch(harness, desk).TickAsync(Token);

        harness.Time.Advance(TimeSpan.FromDays(9));
        desk.IsAway = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => Watch(harness, desk).TickAsync(Token));
        desk.IsAway = false;
        await Watch(harness, desk).TickAsync(Token);
        await Watch(harness, desk).TickAsync(Token);
        await harness.SpendAsync(6);
        await Watch(harness, desk).TickAsync(Token);

        desk.Told.Select(notice => (notice.Key, notice.Phase)).ShouldBe(
        [
            ("budget/b/2026-11/100", NoticePhase.Opened), ("budget/b/2026-11/over-3", NoticePhase.Closed), ("budget/b/2026-12/50", NoticePhase.Opened),
        ]);
        desk.Told[1].Thread.ShouldBe("budget/b/2026-11");
        (desk.Told[1].Figures.Spent, desk.Told[1].Figures.Limit).ShouldBe((12, 10));
    }

    [Fact]
    public async Task A_budget_that_is_removed_while_a_word_on_it_is_on_its_way_leaves_nothing_open()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(10);
        await harness.SpendAsync(6);
        var desk = new Desk { Before = () => harness.Store.Budgets.RemoveAsync("b", Token) };
        await Watch(harness, desk).TickAsync(Token);
        await Watch(harness, desk).TickAsync(Token);

        desk.Told.Select(notice => (notice.Key, notice.Phase)).ShouldBe(
            [("budget/b/2026-11/50", NoticePhase.Opened), ("budget/b/2026-11/removed-1", NoticePhase.Closed)]);
    }

    [Fact]
    public async Task A_total_that_has_ended_is_closed_again_after_a_late_word()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        await harness.AddAsync(10, budget => budget with { Period = BudgetPeriod.Total, Start = BudgetHarness.Start, End = BudgetHarness.Start.AddHours(2) });
        await harness.SpendAsync(6);
        await Watch(harness, desk).TickAsync(Token);

        harness.Time.Advance(TimeSpan.FromHours(3));
        await Watch(harness, desk).TickAsync(Token);
        await harness.SpendAsync(3, BudgetHarness.Start);
        await Watch(harness, desk).TickAsync(Token);
        await Watch(harness, desk).TickAsync(Token);
        await Watch(harness, desk).TickAsync(Token);

        desk.Told.Select(notice => notice.Key).ShouldBe(["budget/b/total/50", "budget/b/total/over-1", "budget/b/total/80", "budget/b/total/over-2"]);
    }

    [Fact]
    public async Task The_cost_of_an_experiment_follows_the_ledger_and_is_told_against_its_estimate()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        var experiments = harness.Store.Experiments;
        await experiments.AddAsync(
            new("x", "Ablation", BudgetHarness.Team, 100, 150, null, "lee", BudgetHarness.Start) { Duration = TimeSpan.FromHours(100) }, Token);
        await harness.Store.Ledger.AppendAsync([Record("r1", 60)], Token);
        var watch = ExperimentWatch(harness, desk);
        await watch.FollowAsync(Token);
        await watch.LookAsync(Token);
        desk.Told.Select(notice => notice.Key).ShouldBe(["experiment/x/50", "experiment/x/runaway"]);

        // Restated to less and then to more: what was told stays told.
        await harness.Store.Ledger.AppendAsync([Record("r1", 40, 1)], Token);
        await watch.FollowAsync(Token);
        await ExperimentWatch(harness, desk).LookAsync(Token);
        await harness.Store.Ledger.AppendAsync([Record("r1", 100, 2)], Token);
        await watch.FollowAsync(Token);
        await ExperimentWatch(harness, desk).LookAsync(Token);

        desk.Told.Select(notice => notice.Key).Skip(2).ShouldBe(["experiment/x/100"]);
        (await experiments.FindTotalAsync("x", Token))!.Cost.ShouldBe(100);
    }

    [Fact]
    public async Task The_end_of_an_experiment_closes_what_was_told_of_it_once()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        var experiments = harness.Store.Experiments;
        var quiet = new Experiment("quiet", "Quiet", BudgetHarness.Team, 100, null, null, null, BudgetHarness.Start);
        var loud = quiet with { Id = "x", Name = "Ablation" };
        await experiments.AddAsync(quiet, Token);
        await experiments.AddAsync(loud, Token);
        await harness.Store.Ledger.AppendAsync([Record("r1", 60)], Token);
        var watch = ExperimentWatch(harness, desk);
        await watch.FollowAsync(Token);
        await watch.LookAsync(Token);
        desk.Told.ShouldAllBe(notice => notice.Thread == "experiment/x" && notice.Phase != NoticePhase.Closed);
        var before = desk.Told.Count;

        foreach (var experiment in new[] { quiet, loud })
        {
            await experiments.SaveAsync(
                experiment with { State = ExperimentState.Stopped, EndedAt = harness.Time.GetUtcNow(), Outcome = "too dear" }, Token);
        }

        desk.IsAway = true;
        await Should.ThrowAsync<StoreUnavailableException>(() => watch.LookAsync(Token));
        desk.IsAway = false;
        await ExperimentWatch(harness, desk).LookAsync(Token);
        await ExperimentWatch(harness, desk).LookAsync(Token);

        var closed = desk.Told.Skip(before).ShouldHaveSingleItem();
        (closed.Thread, closed.Phase, closed.Figures.Spent).ShouldBe(("experiment/x", NoticePhase.Closed, 60));
        closed.English.Facts.ShouldContain(new NoticeFact("Outcome", "too dear"));
    }

    [Fact]
    public async Task Without_an_exchange_rate_an_experiment_says_so_and_the_others_are_told_as_before()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        var gold = new Experiment("gold", "Gold", BudgetHarness.Team, 1, 2, "XAU", null, BudgetHarness.Start.AddHours(1));
        await harness.Store.Experiments.AddAsync(gold, Token);
        await harness.Store.Experiments.AddAsync(new("x", "Ablation", BudgetHarness.Team, 100, null, null, null, BudgetHarness.Start), Token);
        await harness.Store.Ledger.AppendAsync([Record("r1", 100), Record("r2", 7) with { Experiment = "gold" }], Token);
        var watch = ExperimentWatch(harness, desk);
        await watch.FollowAsync(Token);

        await watch.LookAsync(Token);
        var status = await new ExperimentReader(harness.Store.Experiments, harness.Reservations, harness, harness.Options)
            .ReadAsync(gold, harness.Time.GetUtcNow(), Token);

        desk.Told.Select(notice => notice.Thread).Distinct().ShouldBe(["experiment/x"]);
        status.MissingRate.ShouldBe("XAU");
        (status.Cost, status.Estimate, status.Cap, status.EstimateShare, status.CapShare, status.IsRunaway).ShouldBe((7, 0, null, 0, null, false));
        (status.HoursToCap, status.HoursToEstimate).ShouldBe((null, null));
    }

    [Fact]
    public async Task The_cap_of_an_experiment_counts_what_its_records_cost()
    {
        await using var harness = await BudgetHarness.StartAsync();
        await harness.AddAsync(
            50, budget => budget with { Period = BudgetPeriod.Total, Experiment = "x", Start = BudgetHarness.Start });
        await harness.Store.Ledger.AppendAsync([Record("r1", 45), Record("r2", 500) with { Experiment = null }], Token);
        await ExperimentWatch(harness, new Desk()).FollowAsync(Token);

        var answers = await (await harness.ActivateAsync()).ApplyAsync(
            [new(ReservationVerb.Reserve, "a", 6, TimeSpan.FromMinutes(1), null), new(ReservationVerb.Reserve, "b", 5, TimeSpan.FromMinutes(1), null)], Token);

        answers.Select(answer => answer.Outcome).ShouldBe([ReservationOutcome.Denied, ReservationOutcome.Granted]);
    }

    [Fact]
    public async Task What_is_told_says_why_against_the_same_point_of_the_period_before()
    {
        await using var harness = await BudgetHarness.StartAsync();
        var desk = new Desk();
        await harness.AddAsync(100);
        await harness.SpendAsync(85);

        await Watch(harness, desk).TickAsync(Token);
        await Watch(harness, desk).TickAsync(Token);

        var now = harness.Time.GetUtcNow();
        var month = new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);
        desk.Asked.ShouldHaveSingleItem().ShouldBe(new(BudgetHarness.Team, month, now)
        {
            BaselineFrom = month.AddMonths(-1),
            BaselineTo = month.AddMonths(-1) + (now - month),
            Occasion = ExplanationOccasion.Budget,
        });
        var notice = desk.Told.ShouldHaveSingleItem();
        notice.English.Paragraphs[^1].ShouldEndWith("Requests went from 100 to 140, mostly of gpt-4o, which added $25.00.");
        notice.Korean.Paragraphs[^1].ShouldContain("$25.00");
    }

    private static UsageRecord Record(string id, decimal cost, int revision = 0) => new()
    {
        Id = id,
        Source = "test",
        Revision = revision,
        Timestamp = BudgetHarness.Start.AddMinutes(-7),
        Provider = "openai",
        Model = "gpt-4o",
        Scope = ScopePath.ForResource("search", "chat", "key"),
        Experiment = "x",
        Usage = new Dictionary<string, decimal> { [UsageUnits.Input] = 1 },
        Cost = new(cost, cost, cost),
        Pricing = PricingState.Catalogue,
        Status = CostStatus.Estimated,
    };

    private static BudgetWatch Watch(BudgetHarness harness, Desk desk, bool isCaughtUp = true) => new(
        harness.Store.Budgets, harness.Reservations, harness.Reader, new Grains(harness), desk, desk, harness, new Status(isCaughtUp), harness.Options, harness.Time,
        NullLogger<BudgetWatch>.Instance);

    private static ExperimentWatch ExperimentWatch(BudgetHarness harness, Desk desk) => new(
        harness.Store.Experiments,
        new ExperimentReader(harness.Store.Experiments, harness.Reservations, harness, harness.Options),
        new Grains(harness),
        desk,
        harness,
        harness.Options,
        harness.Time,
        NullLogger<ExperimentWatch>.Instance);

    private sealed class Desk : INoticeSink, IExplainer
    {
        public List<ExplanationRequest> Asked { get; } = [];

        public List<Notice> Told { get; } = [];

        public bool IsAway { get; set; }

        /// <summary>What happens just before something is told.</summary>
        public Func<Task>? Before { get; init; }

        public async Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
        {
            await (Before?.Invoke() ?? Task.CompletedTask);
            if (IsAway)
            {
                throw new StoreUnavailableException("The desk is away.", retry: true);
            }

            Told.AddRange(notices);
        }

        public Task<Explanation?> ExplainAsync(ExplanationRequest request, CancellationToken cancellationToken)
        {
            Asked.Add(request);
            return Task.FromResult<Explanation?>(new(
                request.Scope, request.From, request.To, request.BaselineFrom!.Value, request.BaselineTo!.Value, 60, 85,
                [new(CostFactor.Volume, 25, "gpt-4o", 100, 140) { Measure = ExplanationMeasure.Requests }], [], 0)
            {
                Occasion = request.Occasion,
            });
        }
    }

    private sealed class Grains(BudgetHarness harness) : IGrainResolver
    {
        public TGrain Get<TGrain>(string key)
            where TGrain : class => (TGrain)(object)harness.Grain(key);
    }

    private sealed class Status(bool isCaughtUp) : IEngineStatus
    {
        public bool IsCaughtUp => isCaughtUp;

        public long DeliveredPosition => 0;

        public long LedgerPosition => 0;
    }
}
