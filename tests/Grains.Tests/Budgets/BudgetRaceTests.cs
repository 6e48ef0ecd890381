using System.Collections.Concurrent;
using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Grains.Budgets;
using FinOpsAI.Silo.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Budgets;

/// <summary>
/// The promise of the reservations: whatever is killed, however many activations a budget has, what is held and settled together never passes the cap.
/// </summary>
public sealed class BudgetRaceTests
{
    private const int Callers = 200;
    private const int Reservations = 50_000;
    private const decimal Cap = 2_500m;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task Two_hundred_callers_two_hosts_and_commits_that_are_lost_never_pass_the_cap(Database database)
    {
        await using var harness = await BudgetHarness.StartAsync(database);
        await harness.AddAsync(Cap);
        var highest = 0m;
        harness.Reservations.Share = 0.01;
        harness.Reservations.Committed = commit =>
        {
            lock (harness)
            {
                highest = commit.Counters.Select(counter => counter.Held + counter.Settled).Append(highest).Max();
            }
        };

        // Two processes on one store: each believes that the budget's only activation is its own.
        await using var first = Host(harness);
        await using var second = Host(harness);
        IReadOnlyList<ReservationDesk> desks = [new(first, harness.Options), new(second, harness.Options)];
        var answered = new ConcurrentBag<(string Key, decimal Cost)>();
        var abandoned = new ConcurrentBag<string>();
        var denied = 0;
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(
            async () =>
            {
                var random = new Random(caller);
                for (var i = 0; i < Reservations / Callers; i++)
                {
                    var desk = desks[random.Next(2)];
                    var key = $"{caller}-{i}";
                    var answer = await AskAsync(desk, new(ReservationVerb.Reserve, key, 0.10m, TimeSpan.FromMinutes(5), null));
                    if (answer.Outcome != ReservationOutcome.Granted)
                    {
                        answer.Reason.ShouldBe(ReservationReason.OverBudget);
                        Interlocked.Increment(ref denied);
                        continue;
                    }

                    // One in twenty callers dies while it holds; some give back; the others spend less than they reserved.
                    switch (random.Next(20))
                    {
                        case 0:
                            abandoned.Add(key);
                            break;
                        case 1 or 2:
                            (await AskAsync(desk, new(ReservationVerb.Release, key, 0, default, null))).Outcome.ShouldBe(ReservationOutcome.Released);
                            break;
                        default:
                            var cost = random.Next(1, 11) / 100m;
                            (await AskAsync(desk, new(ReservationVerb.Settle, key, cost, default, null))).Outcome.ShouldBe(ReservationOutcome.Settled);
                            answered.Add((key, cost));
                            break;
                    }
                }
            },
            Token)));

        highest.ShouldBeLessThanOrEqualTo(Cap);
        highest.ShouldBeGreaterThan(Cap * 0.9m, "the cap must really have been fought for");
        denied.ShouldBeGreaterThan(0);
        var counter = await harness.CounterAsync();
        counter.Settled.ShouldBe(answered.Sum(settled => settled.Cost));
        counter.Held.ShouldBe(abandoned.Count * 0.10m);

        // No reservation outlives its lease.
        harness.Time.Advance(TimeSpan.FromMinutes(6));
        harness.Reservations.Share = 0;
        await (await harness.ActivateAsync()).TickAsync(harness.Time.GetUtcNow(), Token);
        counter = await harness.CounterAsync();
        counter.Held.ShouldBe(0);
        (await harness.Store.Reservations.ListHeldAsync("b", Token)).ShouldBeEmpty();
        (await harness.Store.Reservations.FindAsync("b", [.. abandoned], Token)).ShouldAllBe(lost => lost.State == ReservationState.Expired);

        // The ledger hears of what was settled, and then both say the same.
        await harness.SpendAsync(counter.Settled);
        var status = await harness.Reader.ReadAsync((await harness.Store.Budgets.FindAsync("b", Token))!, harness.Time.GetUtcNow(), Token);
        status.Standing.Drift.ShouldBe(0);
        status.Standing.Used.ShouldBe(counter.Settled);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_paused_activation_that_wakes_up_grants_nothing_and_a_fresh_one_goes_on(Database database)
    {
        await using var harness = await BudgetHarness.StartAsync(database);
        await harness.AddAsync(10);
        var paused = await harness.ActivateAsync();
        var present = await harness.ActivateAsync();
        (await ReserveAsync(present, "a", 7)).Outcome.ShouldBe(ReservationOutcome.Granted);

        var fault = await Should.ThrowAsync<GrainFault>(() => ReserveAsync(paused, "b", 7));

        fault.Code.ShouldBe(GrainFaultCode.Stale);
        fault.Retry.ShouldBeTrue();
        (await harness.Store.Reservations.FindAsync("b", ["b"], Token)).ShouldBeEmpty();
        (await harness.CounterAsync()).Held.ShouldBe(7);
        (await ReserveAsync(await harness.ActivateAsync(), "b", 7)).Outcome.ShouldBe(ReservationOutcome.Denied);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task An_activation_that_has_not_read_a_smaller_amount_grants_nothing_by_the_old_one(Database database)
    {
        await using var harness = await BudgetHarness.StartAsync(database);
        await harness.AddAsync(10);
        var activation = await harness.ActivateAsync();
        await harness.AddAsync(5);

        (await Should.ThrowAsync<GrainFault>(() => ReserveAsync(activation, "a", 7))).Code.ShouldBe(GrainFaultCode.Stale);

        var denied = await ReserveAsync(await harness.ActivateAsync(), "a", 7);
        denied.Reason.ShouldBe(ReservationReason.LargerThanLimit);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_paused_activation_that_wakes_up_in_the_next_period_knows_the_budget_as_it_is(Database database)
    {
        await using var harness = await BudgetHarness.StartAsync(database);
        await harness.AddAsync(10);
        var paused = await harness.ActivateAsync();
        await harness.AddAsync(5);
        harness.Time.Set(new(2026, 12, 1, 0, 0, 1, TimeSpan.Zero));

        (await ReserveAsync(paused, "a", 7)).Reason.ShouldBe(ReservationReason.LargerThanLimit);
    }

    [Theory]
    [InlineData(Database.Sqlite)]
    [InlineData(Database.Postgres)]
    public async Task A_caller_left_in_doubt_asks_again_and_is_granted_once(Database database)
    {
        await using var harness = await BudgetHarness.StartAsync(database);
        await harness.AddAsync(10);
        var grain = await harness.ActivateAsync();
        harness.Reservations.Share = 0.5;
        harness.Reservations.Committed = _ => harness.Reservations.Share = 1;
        while ((await harness.CounterAsync()).Held == 0)
        {
            await Should.ThrowAsync<GrainFault>(() => ReserveAsync(grain, "a", 7));
            grain = await harness.ActivateAsync();
        }

        harness.Reservations.Share = 0;
        var again = await ReserveAsync(grain, "a", 7);

        again.Outcome.ShouldBe(ReservationOutcome.Granted);
        again.IsNew.ShouldBeFalse();
        (await harness.CounterAsync()).Held.ShouldBe(7);
    }

    private static async Task<ReservationAnswer> ReserveAsync(BudgetGrain grain, string key, decimal amount) =>
        (await grain.ApplyAsync([new(ReservationVerb.Reserve, key, amount, TimeSpan.FromMinutes(5), null)], Token))[0];

    /// <summary>As a client does that is left in doubt: the same again.</summary>
    private static async Task<ReservationAnswer> AskAsync(ReservationDesk desk, ReservationCall call)
    {
        while (true)
        {
            try
            {
                return await desk.AskAsync("b", call, Token);
            }
            catch (GrainFault fault) when (fault.Retry)
            {
                Token.ThrowIfCancellationRequested();
            }
        }
    }

    private static GrainHost Host(BudgetHarness harness) => new(
        [GrainRegistration.Of<IBudgetGrain, BudgetGrain>(id => harness.Grain(id), address => new BudgetGrainProxy(address))],
        new(),
        harness.Time,
        NullLogger<GrainHost>.Instance);
}
