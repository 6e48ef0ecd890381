using System.Collections.Concurrent;
using FinOpsAI.Core.Contracts;
using FinOpsAI.Core.Ports;

namespace FinOpsAI.Grains.Budgets;

/// <summary>
/// Collects this process's calls to each budget: callers wait while a commit runs, and all who wait go into the next one together. The dearer a commit,
/// the more calls share it.
/// </summary>
public sealed class ReservationDesk(IGrainResolver grains, BudgetOptions options) : IReservations
{
    /// <summary>A call that met a stale activation is sent again: nothing of it holds, or its key tells that it does.</summary>
    private const int Attempts = 4;

    private readonly ConcurrentDictionary<string, Line> _lines = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public TimeSpan DefaultLease => options.DefaultLease;

    /// <inheritdoc />
    public TimeSpan MaxLease => options.MaxLease;

    /// <inheritdoc />
    public Task<ReservationAnswer> AskAsync(string budget, ReservationCall call, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(call);
        while (true)
        {
            var line = _lines.GetOrAdd(budget, static _ => new());
            switch (line.Join(waiting))
            {
                case Joined.First:
                    Start(budget, line);
                    return waiting.Answer.Task.WaitAsync(cancellationToken);
                case Joined.Behind:
                    return waiting.Answer.Task.WaitAsync(cancellationToken);
            }
        }
    }

    /// <summary>The line outlives its first caller and must not hold on to that caller's context.</summary>
    private void Start(string budget, Line line)
    {
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? (IDisposable?)null : ExecutionContext.SuppressFlow();
        _ = Task.Factory.StartNew(() => ServeAsync(budget, line), CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    private async Task ServeAsync(string budget, Line line)
    {
        while (line.Take(options.CallsPerCommit) is { } batch)
        {
            await AnswerAsync(budget, batch);

            // Who has just been answered and asks again joins the next commit, instead of always the one after it: half as many commits for all.
            await Task.Yield();
        }

        _lines.TryRemove(new(budget, line));
    }

    private async Task AnswerAsync(string budget, List<Waiting> batch)
    {
        var calls = new ReservationCall[batch.Count];
        for (var i = 0; i < calls.Length; i++)
        {
            calls[i] = batch[i].Call;
        }

        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var answers = await grains.Get<IBudgetGrain>(budget).ApplyAsync(calls, CancellationToken.None);
                for (var i = 0; i < answers.Count; i++)
                {
                    batch[i].Answer.TrySetResult(answers[i]);
                }

                return;
            }
            catch (GrainFault fault) when (fault.Code == GrainFaultCode.Stale && attempt < Attempts)
            {
                // The next call reaches a fresh activation.
            }
            catch (Exception e)
            {
                foreach (var waiting in batch)
                {
                    waiting.Answer.TrySetException(e);
                }

                return;
            }
        }
    }

    private enum Joined
    {
        First,
        Behind,
        Closed,
    }

    private sealed record Waiting(ReservationCall Call)
    {
        public TaskCompletionSource<ReservationAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Who waits for one budget.</summary>
    private sealed class Line
    {
        private readonly Lock _lock = new();
        private List<Waiting> _waiting = [];
        private bool _isServed;
        private bool _isClosed;

        public Joined Join(Waiting waiting)
        {
            lock (_lock)
            {
                if (_isClosed)
                {
                    return Joined.Closed;
                }

                _waiting.Add(waiting);
                var joined = _isServed ? Joined.Behind : Joined.First;
                _isServed = true;
                return joined;
            }
        }

        /// <summary>The next batch; null, and the line closed, when nobody waits.</summary>
        public List<Waiting>? Take(int atMost)
        {
            lock (_lock)
            {
                if (_waiting.Count == 0)
                {
                    _isClosed = true;
                    return null;
                }

                if (_waiting.Count <= atMost)
                {
                    var all = _waiting;
                    _waiting = [];
                    return all;
                }

                var first = _waiting.GetRange(0, atMost);
                _waiting.RemoveRange(0, atMost);
                return first;
            }
        }
    }
}
