using FinOpsAI.Core.Sources;

namespace FinOpsAI.Ingest.Sources;

/// <summary>Answers that a provider works out first and that are asked for until they are there.</summary>
internal static class SlowAnswer
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>Asks at once, then at growing distances.</summary>
    /// <param name="context">The source.</param>
    /// <param name="what">What is waited for, for messages.</param>
    /// <param name="patience">How long to wait at most.</param>
    /// <param name="ask">Gives the answer, or null while it is not there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SourceException">It did not come in time.</exception>
    public static async Task<T> WaitAsync<T>(
        ConnectorContext context, string what, TimeSpan patience, Func<CancellationToken, Task<T?>> ask, CancellationToken cancellationToken)
        where T : class
    {
        var started = context.Time.GetTimestamp();
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            if (await ask(cancellationToken).ConfigureAwait(false) is { } answer)
            {
                return answer;
            }

            if (context.Time.GetElapsedTime(started) > patience)
            {
                throw new SourceException(SourceFaultCode.Unavailable, $"{what} was not ready within {patience.TotalMinutes:0} minutes.");
            }

            await Task.Delay(wait, context.Time, cancellationToken).ConfigureAwait(false);
        }
    }
}
