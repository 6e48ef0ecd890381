namespace FinOpsAI.Silo.Hosting;

/// <summary>One grain of one host: what a proxy sends its messages to.</summary>
public sealed class GrainAddress
{
    private readonly GrainHost _host;
    private readonly GrainId _id;

    internal GrainAddress(GrainHost host, GrainId id)
    {
        _host = host;
        _id = id;
    }

    /// <summary>Puts a message into the grain's mailbox and waits for its answer.</summary>
    /// <typeparam name="TGrain">The grain's contract.</typeparam>
    /// <typeparam name="TArgument">What the message carries.</typeparam>
    /// <typeparam name="TResult">The answer.</typeparam>
    /// <param name="argument">Handed to <paramref name="call"/>, so that it can be static.</param>
    /// <param name="call">Runs on the grain's turn.</param>
    /// <param name="cancellationToken">Gives up waiting; before its turn the message is then skipped.</param>
    /// <exception cref="Core.Contracts.GrainFault">The grain or the host failed.</exception>
    public Task<TResult> AskAsync<TGrain, TArgument, TResult>(
        TArgument argument, Func<TGrain, TArgument, CancellationToken, Task<TResult>> call, CancellationToken cancellationToken)
        where TGrain : class =>
        _host.AskAsync(_id, argument, call, cancellationToken);

    /// <summary>As <see cref="AskAsync"/>, for a message without an answer.</summary>
    public Task TellAsync<TGrain, TArgument>(
        TArgument argument, Func<TGrain, TArgument, CancellationToken, Task> call, CancellationToken cancellationToken)
        where TGrain : class =>
        _host.AskAsync<TGrain, (TArgument Argument, Func<TGrain, TArgument, CancellationToken, Task> Call), bool>(
            _id,
            (argument, call),
            static async (grain, message, token) =>
            {
                await message.Call(grain, message.Argument, token);
                return true;
            },
            cancellationToken);
}
