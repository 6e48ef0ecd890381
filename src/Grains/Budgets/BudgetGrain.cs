using FinOpsAI.Core.Budgets;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Budgets;

/// <summary>
/// Decides who may spend what is left of a budget; see <see cref="IBudgetGrain"/>. It decides in memory, commits everything of one message at once,
/// and answers after the commit. The store refuses the commit of an activation that another one has outrun: then nothing of it holds.
/// </summary>
public sealed class BudgetGrain(
    string key, IBudgetStore budgets, IReservationStore reservations, IBudgetReader reader, BudgetOptions options, TimeProvider time)
    : IBudgetGrain, IActorLifecycle
{
    /// <summary>A second try knows the keys that the first one found taken; more only when others take keys meanwhile, who would have fenced it off.</summary>
    private const int Attempts = 3;

    private ReservationBook _book = new(key);
    private Budget? _budget;
    private BudgetWindow _window;
    private decimal? _limit;
    private decimal _spent;
    private decimal _amount;

    /// <inheritdoc />
    public Task ActivateAsync(CancellationToken cancellationToken) => LoadAsync(time.GetUtcNow(), cancellationToken);

    /// <summary>Everything is in the store already.</summary>
    public Task DeactivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task<IReadOnlyList<ReservationAnswer>> ApplyAsync(IReadOnlyList<ReservationCall> calls, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var now = time.GetUtcNow();
        if (_budget is null)
        {
            await LoadAsync(now, cancellationToken);
        }

        if (_budget is null)
        {
            return Unknown(calls);
        }

        await EnterPeriodAsync(now, cancellationToken);
        if (_budget is null)
        {
            return Unknown(calls);
        }

        await FetchAsync([.. calls.Where(call => call.Verb != ReservationVerb.Reserve && _book.Find(call.Key) is null).Select(call => call.Key)], cancellationToken);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var batch = Batch(now);
            var answers = new ReservationAnswer[calls.Count];
            for (var i = 0; i < answers.Length; i++)
            {
                answers[i] = batch.Decide(calls[i]);
            }

            if (await CommitAsync(batch))
            {
                return answers;
            }

            await FetchAsync(batch.AddedKeys, cancellationToken);
        }

        throw new GrainFault(GrainFaultCode.Stale, retry: true, $"Budget {key}: keys are being taken by somebody else.");
    }

    /// <inheritdoc />
    public async Task<BudgetStanding?> GetStandingAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (_budget is null)
        {
            return null;
        }

        await EnterPeriodAsync(now, cancellationToken);
        return _budget is null ? null : Batch(now).Standing;
    }

    /// <inheritdoc />
    public Task RefreshAsync(CancellationToken cancellationToken) => LoadAsync(time.GetUtcNow(), cancellationToken);

    /// <inheritdoc />
    public async Task TickAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        _budget = await budgets.FindAsync(key, cancellationToken);
        if (_budget is null)
        {
            return;
        }

        await ReadSpendAsync(now, cancellationToken);
        await EnterPeriodAsync(now, cancellationToken);
        _ = _budget is null || await CommitAsync(Batch(now));
    }

    /// <summary>
    /// Counters are read before the budget and before what is held: whatever is changed or committed after that has moved a counter on, and makes this
    /// activation stale.
    /// </summary>
    private async Task LoadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var book = new ReservationBook(key);
        var budget = await budgets.FindAsync(key, cancellationToken);
        if (budget is not null)
        {
            await reservations.OpenAsync(key, BudgetWindow.At(budget, now).Key, cancellationToken);
            foreach (var counter in await reservations.ListCountersAsync(key, cancellationToken))
            {
                book.Set(counter);
            }

            budget = await budgets.FindAsync(key, cancellationToken);
        }

        if (budget is not null)
        {
            foreach (var held in await reservations.ListHeldAsync(key, cancellationToken))
            {
                book.Set(held);
            }

            Take(await reader.ReadSpendAsync(budget, now, cancellationToken));
        }

        // All of it or nothing: what was half read when the store went away must not be decided by.
        (_book, _budget) = (book, budget);
    }

    private async Task ReadSpendAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        Take(await reader.ReadSpendAsync(_budget!, now, cancellationToken));

    private void Take(BudgetStatus status) =>
        (_window, _limit, _spent, _amount) = (
            status.Window, status.MissingRate is null ? status.Standing.Limit : null, status.Standing.Spent, status.Budget.AmountAt(status.AsOf));

    /// <summary>Goes on to a period that has begun, and back from an increase that has ended.</summary>
    private async Task EnterPeriodAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (BudgetWindow.At(_budget!, now) != _window || !_book.HasCounter(_window.Key))
        {
            // With the counter of the new period goes the budget as it is now: one of before would be fenced by nothing.
            await LoadAsync(now, cancellationToken);
        }
        else if (_budget!.AmountAt(now) != _amount)
        {
            await ReadSpendAsync(now, cancellationToken);
        }
    }

    /// <summary>Brings reservations into the book that it does not know.</summary>
    private async Task FetchAsync(IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        if (keys.Count == 0)
        {
            return;
        }

        foreach (var found in await reservations.FindAsync(key, [.. keys], cancellationToken))
        {
            if (!_book.HasCounter(found.Period))
            {
                throw new GrainFault(GrainFaultCode.Stale, retry: true, $"Another activation of budget {key} has gone on to another period.");
            }

            _book.Set(found);
        }
    }

    private static ReservationAnswer[] Unknown(IReadOnlyList<ReservationCall> calls) =>
        [.. calls.Select(_ => new ReservationAnswer(ReservationOutcome.UnknownBudget, ReservationReason.None, null, null, null, IsNew: false))];

    private ReservationBatch Batch(DateTimeOffset now)
    {
        var batch = new ReservationBatch(_budget!, _window, _limit, _spent, _book, options.MaxOpen, now);
        batch.Expire();
        return batch;
    }

    /// <returns>False when a key was taken: nothing holds, and the book must learn it.</returns>
    /// <exception cref="GrainFault">The activation was outrun, or it is not known whether the commit holds: it must be dropped.</exception>
    private async Task<bool> CommitAsync(ReservationBatch batch)
    {
        if (batch.IsEmpty)
        {
            return true;
        }

        CommitOutcome outcome;
        try
        {
            // Not to be given up half-way: whoever waits learns the outcome rather than being left in doubt.
            outcome = await reservations.CommitAsync(batch.Commit, CancellationToken.None);
        }
        catch (Exception e)
        {
            throw new GrainFault(GrainFaultCode.Stale, retry: true, $"Budget {key}: it is not known whether a commit holds: {e.Message}", e);
        }

        switch (outcome)
        {
            case CommitOutcome.Committed:
                batch.Apply();
                return true;
            case CommitOutcome.KeyTaken:
                return false;
            default:
                throw new GrainFault(GrainFaultCode.Stale, retry: true, $"Budget {key} was changed, or another activation of it has gone on.");
        }
    }
}
