using System.Globalization;
using FinOpsAI.Core.Ports;
using FinOpsAI.Core.Scenarios;

namespace FinOpsAI.Silo.Cli;

/// <summary>Reads moves and prices as people write them: <c>[PROVIDER/]MODEL</c>, the provider left out where the traffic or the catalogue says it.</summary>
internal sealed class ScenarioArguments(BaselineTraffic traffic, IUsagePricer pricer, DateTimeOffset now)
{
    /// <summary>The moves that one argument stands for: one for each provider of the model.</summary>
    public IEnumerable<ModelMove> Moves(string text)
    {
        var (equals, colon) = (text.IndexOf('=', StringComparison.Ordinal), text.LastIndexOf(':'));
        if (equals <= 0 || colon < equals || !TryNumber(text[(colon + 1)..], 1, out var share) || share == 0)
        {
            throw new CommandException(ExitCodes.Usage, $"--move {text}: expected FROM=TO:SHARE such as gpt-4o=gpt-4o-mini:0.5, the share above 0 to 1.");
        }

        var (fromProvider, fromModel) = Split(text[..equals]);
        var (toProvider, toModel) = Split(text[(equals + 1)..colon]);
        string[] sources = fromModel is "*" ? ["*"]
            : fromProvider is not null ? [fromProvider]
            : [.. traffic.Rows.Where(row => row.Key.Model == fromModel).Select(row => row.Key.Provider).Distinct().Order(StringComparer.Ordinal)];
        if (sources.Length == 0)
        {
            throw new CommandException(ExitCodes.Usage, $"--move {text}: the traffic has no model {fromModel}. It has {string.Join(", ", Used())}.");
        }

        return sources.Select(source => new ModelMove(fromModel is "*" ? fromProvider ?? "*" : source, fromModel, Target(text, toProvider, toModel, source), toModel, share));
    }

    /// <summary>A change of a price.</summary>
    public PriceChange Price(string text)
    {
        var equals = text.LastIndexOf('=');
        if (equals <= 0 || !TryNumber(text[(equals + 1)..], 100, out var factor))
        {
            throw new CommandException(ExitCodes.Usage, $"--price {text}: expected MODEL=FACTOR such as gpt-4o=0.9, the factor 0 to 100.");
        }

        var (provider, model) = Split(text[..equals]);
        return new(provider ?? "*", model, factor);
    }

    private string Target(string text, string? provider, string model, string source)
    {
        var candidates = provider is not null ? [provider] : pricer.Providers.OrderByDescending(name => name == source).ToList();
        return candidates.FirstOrDefault(name => pricer.Models(name, now).Contains(model))
            ?? throw new CommandException(ExitCodes.Usage, $"--move {text}: no price is known for {model}{(provider is null ? "" : $" of {provider}")}. See 'finopsai prices --help'.");
    }

    private IEnumerable<string> Used() => traffic.Rows.Select(row => row.Key.Model).Where(model => model.Length > 0).Distinct().Order(StringComparer.Ordinal);

    /// <summary>A name may hold a slash itself: only that of a known provider ends one.</summary>
    private (string? Provider, string Model) Split(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && (pricer.Providers.Contains(text[..slash]) || traffic.Rows.Any(row => row.Key.Provider == text[..slash]))
            ? (text[..slash], text[(slash + 1)..])
            : (null, text);
    }

    private static bool TryNumber(string text, decimal most, out decimal number) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number) && number <= most;
}
