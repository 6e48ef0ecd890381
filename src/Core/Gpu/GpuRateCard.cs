using FinOpsAI.Core.Ports;

namespace FinOpsAI.Core.Gpu;

/// <summary>A table that somebody wrote cannot be used; the message says line, field and what was expected.</summary>
public sealed class GpuTableException(IReadOnlyList<UsageError> errors)
    : FormatException(string.Join(" ", errors.Take(5).Select(error => error.Message)))
{
    /// <summary>Everything that is wrong, in the order of the lines.</summary>
    public IReadOnlyList<UsageError> Errors { get; } = errors;
}

/// <summary>What an hour of each GPU model costs. Read from lines or JSON (<c>docs/connectors/gpu.md</c>); immutable.</summary>
public sealed class GpuRateCard
{
    private readonly GpuRate[] _rates;

    /// <summary>A card of some rates.</summary>
    /// <exception cref="GpuTableException">Two rates of one pattern apply at the same time.</exception>
    public GpuRateCard(IEnumerable<GpuRate> rates)
    {
        Rates = [.. rates];
        ThrowIfAny(Overlaps(Rates));
        _rates = [.. Rates.OrderByDescending(rate => GpuModelName.Weight(rate.Pattern))];
    }

    /// <summary>A card without rates: nothing has a price.</summary>
    public static GpuRateCard Empty { get; } = new([]);

    /// <summary>The rates, as given.</summary>
    public IReadOnlyList<GpuRate> Rates { get; }

    /// <summary>Reads lines; a text that begins with <c>{</c> or <c>[</c> is read as JSON.</summary>
    /// <param name="text">The lines.</param>
    /// <param name="currency">Currency of rates that name none.</param>
    /// <exception cref="GpuTableException">A line cannot be used.</exception>
    public static GpuRateCard Parse(string text, string currency = "USD") =>
        text.AsSpan().TrimStart("\uFEFF \t\r\n") is ['{' or '[', ..] ? GpuRateReader.Json(text, currency) : GpuRateReader.Lines(text, currency);

    /// <summary>The rate of a model at a time: of those that match, the one whose pattern says most. Null when none applies.</summary>
    /// <param name="model">As a driver or a person names it.</param>
    /// <param name="at">UTC.</param>
    public GpuRate? Find(string model, DateTimeOffset at) =>
        Array.Find(_rates, rate => rate.Covers(at) && GpuModelName.Matches(rate.Pattern, model));

    internal static void ThrowIfAny(IReadOnlyList<UsageError> errors)
    {
        if (errors.Count > 0)
        {
            throw new GpuTableException(errors);
        }
    }

    private static List<UsageError> Overlaps(IReadOnlyList<GpuRate> rates)
    {
        List<UsageError> errors = [];
        foreach (var same in rates.GroupBy(rate => GpuModelName.Plain(rate.Pattern)))
        {
            var ordered = same.OrderBy(rate => rate.From ?? DateTimeOffset.MinValue).ToList();
            for (var i = 1; i < ordered.Count; i++)
            {
                if (ordered[i - 1].To is not { } end || end > (ordered[i].From ?? DateTimeOffset.MinValue))
                {
                    errors.Add(new(
                        0, "from",
                        $"{same.First().Pattern} has two rates at the same time, expected that one ends (to) before the next begins (from)."));
                }
            }
        }

        return errors;
    }
}
