using System.Text.Json;

namespace FinOpsAI.Ingest.Tests.Pricing;

internal readonly record struct NaiveRequest(DateTime Time, long Input, long Output);

/// <summary>One model's prices as its file says them, read as plain JSON: the simplest pricing there is, to hold the product's against.</summary>
internal sealed class NaivePrices
{
    private readonly List<(DateTime From, Rates Rates, List<Window> Daily)> _periods = [];

    public NaivePrices(string provider, JsonElement model)
    {
        Provider = provider;
        Id = model.GetProperty("id").GetString()!;
        foreach (var period in model.GetProperty("prices").EnumerateArray())
        {
            var from = period.TryGetProperty("from", out var start) ? start.GetDateTimeOffset().UtcDateTime : DateTime.MinValue;
            _periods.Add((from, new(period), period.TryGetProperty("daily", out var daily) ? [.. daily.EnumerateArray().Select(window => new Window(window))] : []));
        }
    }

    public string Provider { get; }

    public string Id { get; }

    /// <summary>True when the same tokens may cost something else in another request.</summary>
    public bool DependsOnTheRequest => _periods.Count > 1 || _periods.Exists(period => period.Daily.Count > 0 || period.Rates.HasSizes);

    /// <summary>Where nothing depends on the request, tokens are added up first; else request by request.</summary>
    public decimal Total(List<NaiveRequest> requests)
    {
        if (!DependsOnTheRequest)
        {
            return _periods[0].Rates.Cost(0, requests.Sum(request => request.Input), requests.Sum(request => request.Output), requests.Count);
        }

        decimal total = 0;
        foreach (var request in requests)
        {
            total += RatesAt(request.Time).Cost(request.Input, request.Input, request.Output, 1);
        }

        return total;
    }

    private Rates RatesAt(DateTime time)
    {
        // Use before the first price takes the first one.
        var (_, rates, daily) = _periods[0];
        foreach (var period in _periods)
        {
            if (time >= period.From)
            {
                (_, rates, daily) = period;
            }
        }

        foreach (var window in daily)
        {
            if (window.Holds(time))
            {
                return window.Rates;
            }
        }

        return rates;
    }

    private sealed class Rates
    {
        private readonly decimal _request;
        private readonly List<(long Above, decimal Input, decimal Output)> _sizes = [];

        public Rates(JsonElement prices)
        {
            var input = Of(prices, "token.input") ?? Of(prices, "token.embedding") ?? 0;
            var output = Of(prices, "token.output") ?? 0;
            _request = Of(prices, "request") ?? 0;
            _sizes.Add((-1, input, output));
            if (prices.TryGetProperty("above", out var above))
            {
                foreach (var size in above.EnumerateArray().OrderBy(size => size.GetProperty("input_tokens").GetInt64()))
                {
                    (input, output) = (Of(size, "token.input") ?? input, Of(size, "token.output") ?? output);
                    _sizes.Add((size.GetProperty("input_tokens").GetInt64(), input, output));
                }
            }
        }

        public bool HasSizes => _sizes.Count > 1;

        public decimal Cost(long size, long input, long output, int requests)
        {
            var reached = _sizes[0];
            foreach (var candidate in _sizes)
            {
                reached = size > candidate.Above ? candidate : reached;
            }

            return (reached.Input * input) + (reached.Output * output) + (_request * requests);
        }

        private static decimal? Of(JsonElement prices, string unit)
        {
            foreach (var (name, per) in new[] { ("per_million", 1_000_000m), ("per_thousand", 1_000m), ("per_unit", 1m) })
            {
                if (prices.TryGetProperty(name, out var list) && list.TryGetProperty(unit, out var price))
                {
                    return price.GetDecimal() / per;
                }
            }

            return null;
        }
    }

    private sealed class Window(JsonElement window)
    {
        private readonly TimeOnly _from = TimeOnly.Parse(window.GetProperty("from").GetString()!, null);
        private readonly TimeOnly _to = TimeOnly.Parse(window.GetProperty("to").GetString()!, null);

        private readonly List<string> _days =
            window.TryGetProperty("days", out var days) ? [.. days.EnumerateArray().Select(day => day.GetString()!)] : [];

        public Rates Rates { get; } = new(window);

        public bool Holds(DateTime time)
        {
            var clock = TimeOnly.FromDateTime(time);
            var startedToday = _from < _to ? clock >= _from && clock < _to : clock >= _from;
            var startedYesterday = _from > _to && clock < _to;
            return (startedToday && OnDay(time)) || (startedYesterday && OnDay(time.AddDays(-1)));
        }

        private bool OnDay(DateTime time) => _days.Count == 0 || _days.Contains(time.DayOfWeek.ToString().ToLowerInvariant());
    }
}
