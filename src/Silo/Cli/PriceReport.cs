using System.Globalization;
using FinOpsAI.Core.Domain;
using FinOpsAI.Ingest.Pricing;

namespace FinOpsAI.Silo.Cli;

/// <summary>Prices as text: tables and lists.</summary>
internal static class PriceReport
{
    public static void WriteLines(IEnumerable<ModelPrices> models, DateTimeOffset? at, string? tier, DateTimeOffset now)
    {
        List<string[]> rows = [["provider", "model", "tier", "unit", "price", "per", "when", "from", "to"]];
        List<string> sources = [];
        foreach (var model in models)
        {
            foreach (var line in model.Lines(at, tier))
            {
                rows.Add(
                [
                    model.Provider, model.Model, line.Tier ?? "standard", line.Unit,
                    $"{Number(line.Shown)} {model.Currency}", line.Per == 1 ? "1" : "1M",
                    When(line), Day(line.From) ?? "ever", Day(line.To) ?? "",
                ]);
            }

            sources.Add($"{model.Provider}/{model.Model}: {(model.Source.Length == 0 ? "no source given" : model.Source)}, {Age(model.Checked, now)}");
        }

        WriteTable(rows);
        sources.ForEach(Console.WriteLine);
    }

    public static void WriteImport(PriceImport import, PriceComparison comparison, int most)
    {
        Console.WriteLine($"{import.Format}: {import.Models} models of {import.Providers} providers read, {import.Partial} of them partial, {import.Notes.Count} notes");
        Write("note", import.Notes.Select(note => $"{note.Model}: {note.Reason}"), most);
        var changed = comparison.Both.Where(model => model.Differences.Count > 0).ToList();
        Console.WriteLine($"Against the catalogue: {comparison.OnlyThere.Count} new, {changed.Count} changed, {comparison.Both.Count - changed.Count} unchanged");
        Write("new", comparison.OnlyThere.Select(model => $"{model.Provider}/{model.Model}"), most);
        Write("changed", changed.SelectMany(model => model.Differences.Select(difference => Text(model, difference, "none", "->"))), int.MaxValue);
    }

    public static void WriteCheck(PriceComparison comparison, int most)
    {
        var different = comparison.Both.Where(model => !model.Agrees).ToList();
        Console.WriteLine(
            $"{comparison.Both.Count - different.Count} agree, {different.Count} differ, {comparison.OnlyHere.Count} only here, {comparison.OnlyThere.Count} only there");
        Write("differs", different.SelectMany(model => model.Differences.Where(difference => difference.IsContradiction)
            .Select(difference => Text(model, difference, "no price", "here,"))), int.MaxValue);
        Write("only here", comparison.OnlyHere.Select(model => $"{model.Provider}/{model.Model}"), most);
        Write("only there", comparison.OnlyThere.Select(model => $"{model.Provider}/{model.Model}"), most);
    }

    private static string Text(ComparedModel model, PriceDifference difference, string none, string between)
    {
        var name = model.Model == model.Known ? $"{model.Provider}/{model.Model}" : $"{model.Provider}/{model.Model} (here {model.Known})";
        return difference is { Ours: null, Theirs: null }
            ? $"{name}: {difference.What}"
            : $"{name}: {difference.What} {Shown(difference.Ours)} {between} {Shown(difference.Theirs)}{(between is "->" ? "" : " there")}";

        string Shown(decimal? price) => price is { } one
            ? difference.What.Contains("token.", StringComparison.Ordinal) ? $"{Number(one * 1_000_000m)}/1M" : Number(one)
            : none;
    }

    private static void Write(string kind, IEnumerable<string> lines, int most)
    {
        var all = lines.ToList();
        foreach (var line in all.Take(most))
        {
            Console.WriteLine($"  {kind}: {line}");
        }

        if (all.Count > most)
        {
            Console.WriteLine($"  {kind}: and {all.Count - most} more; --all lists them");
        }
    }

    private static void WriteTable(List<string[]> rows)
    {
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            Console.WriteLine(string.Join("  ", row.Select((text, column) => column == 4 ? text.PadLeft(widths[column]) : text.PadRight(widths[column]))).TrimEnd());
        }
    }

    private static string When(PriceLine line)
    {
        var size = line.Above == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"above {line.Above:#,0} input");
        return line.Daily is null ? size : $"{line.Daily} UTC{(size.Length == 0 ? "" : ", ")}{size}";
    }

    private static string Number(decimal value) => value.ToString("0.############", CultureInfo.InvariantCulture);

    private static string? Day(DateTimeOffset? moment) => moment?.ToString(
        moment.Value.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture);

    private static string Age(DateOnly? day, DateTimeOffset now) => day is { } known
        ? string.Create(CultureInfo.InvariantCulture, $"as of {known:yyyy-MM-dd}, {UtcDay.Of(now).DayNumber - known.DayNumber} days old")
        : "of unknown age";
}
