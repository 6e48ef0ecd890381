using System.Threading.Channels;
using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Silo.Hosting;

/// <summary>
/// The messages of one grain, taken one at a time. The grain is activated for the first of them and dropped when idle; whoever finds
/// the mailbox closed waits for <see cref="Gone"/> before opening a new one, so that two activations of a key never overlap.
/// </summary>
internal sealed class Mailbox
{
    private readonly GrainHost _host;
    private readonly GrainId _id;
    private readonly Func<string, IActorLifecycle> _activate;
    private readonly Channel<Message> _messages;
    private readonly TaskCompletionSource _gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IActorLifecycle? _grain;
    private long _lastUsed;

    public Mailbox(GrainHost host, GrainId id, Func<string, IActorLifecycle> activate, int capacity)
    {
        _host = host;
        _id = id;
        _activate = activate;
        _messages = Channel.CreateBounded<Message>(new BoundedChannelOptions(capacity) { SingleReader = true });
        _lastUsed = host.Now;
    }

    public Task Gone => _gone.Task;

    public bool IsIdle(long before) => Interlocked.Read(ref _lastUsed) < before && _messages.Reader.Count == 0;

    /// <summary>Starts taking messages; called once, by whoever put the mailbox into the host's table.</summary>
    public void Start()
    {
        // The loop outlives its first caller and must not hold on to that caller's context.
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? (IDisposable?)null : ExecutionContext.SuppressFlow();
        _ = Task.Factory.StartNew(RunAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);
    }

    /// <summary>Waits for a place, then leaves the message.</summary>
    /// <returns>False when the mailbox has closed: wait for <see cref="Gone"/> and ask the host again.</returns>
    public async ValueTask<bool> PostAsync(Message message, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _lastUsed, _host.Now);
        while (!_messages.Writer.TryWrite(message))
        {
            if (!await _messages.Writer.WaitToWriteAsync(cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes no more messages; those waiting are still run, then the grain is saved and dropped.</summary>
    public void Close() => _messages.Writer.TryComplete();

    private async Task RunAsync()
    {
        try
        {
            while (await _messages.Reader.WaitToReadAsync())
            {
                while (_messages.Reader.TryRead(out var message))
                {
                    await HandleAsync(message);
                    Interlocked.Exchange(ref _lastUsed, _host.Now);
                }
            }

            await DeactivateAsync();
        }
        finally
        {
            _host.Remove(_id, this);
            _gone.TrySetResult();
        }
    }

    private async Task HandleAsync(Message message)
    {
        CallChain.Current = new(_id, message.Chain);
        try
        {
            if (_grain is null)
            {
                var grain = _activate(_id.Key);
                await grain.ActivateAsync(_host.Stopping);
                _grain = grain;
                _host.CountActivation(_id);
            }

            await message.RunAsync(_grain);
        }
        catch (GrainFault fault) when (fault.Code == GrainFaultCode.Stale)
        {
            // Another activation has gone on; what this one holds must not be saved nor served again.
            _grain = null;
            _host.LogStale(fault, _id);
            message.Fail(fault);
        }
        catch (Exception e)
        {
            _host.LogActivationFailed(e, _id);
            message.Fail(new GrainFault(
                GrainFaultCode.ActivationFailed, retry: true, $"{_id} could not be activated: {e.Message}", e));
        }
        finally
        {
            CallChain.Current = null;
        }
    }

    private async Task DeactivateAsync()
    {
        if (_grain is null)
        {
            return;
        }

        CallChain.Current = new(_id, null);
        try
        {
            await _grain.DeactivateAsync(CancellationToken.None);
        }
        catch (Exception e)
        {
            // The state is derived from the ledger: the next activation replays what was not saved.
            _host.LogDeactivationFailed(e, _id);
        }
    }
}
