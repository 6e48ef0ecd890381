using System.Collections.Concurrent;
using System.Globalization;

namespace FinOpsAI.Web.Live;

/// <summary>Numbers the messages of each stream since the server started.</summary>
internal sealed class LiveEpoch(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, long> _sequences = new(StringComparer.Ordinal);

    /// <summary>The start time in milliseconds: another after each restart.</summary>
    public string Value { get; } = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public static string SummaryStream(string scope) => $"summary:{scope}";

    /// <summary>The number of the stream's last message; 0 before the first.</summary>
    public long Current(string stream) => _sequences.GetValueOrDefault(stream);

    public long Next(string stream) => _sequences.AddOrUpdate(stream, 1, static (_, last) => last + 1);
}
