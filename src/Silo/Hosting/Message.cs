using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Silo.Hosting;

/// <summary>One waiting call.</summary>
internal abstract class Message(CallChain? chain)
{
    public CallChain? Chain { get; } = chain;

    /// <summary>Runs the call on a grain and completes its task, whatever happens; throws only what must drop the activation.</summary>
    public abstract Task RunAsync(object grain);

    public abstract void Fail(Exception exception);
}

/// <summary>A call with its answer.</summary>
internal sealed class Message<TGrain, TArgument, TResult>(
    TArgument argument,
    Func<TGrain, TArgument, CancellationToken, Task<TResult>> call,
    CallChain? chain,
    CancellationToken cancellationToken) : Message(chain)
    where TGrain : class
{
    private readonly TaskCompletionSource<TResult> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<TResult> Answer => _answer.Task;

    public override async Task RunAsync(object grain)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _answer.TrySetCanceled(cancellationToken);
            return;
        }

        try
        {
            _answer.TrySetResult(await call((TGrain)grain, argument, cancellationToken));
        }
        catch (OperationCanceledException e)
        {
            _answer.TrySetCanceled(e.CancellationToken);
        }
        catch (GrainFault fault)
        {
            _answer.TrySetException(fault);
            if (fault.Code == GrainFaultCode.Stale)
            {
                throw;
            }
        }
        catch (Exception e)
        {
            _answer.TrySetException(new GrainFault(GrainFaultCode.Failed, retry: false, e.Message, e));
        }
    }

    public override void Fail(Exception exception) => _answer.TrySetException(exception);
}
