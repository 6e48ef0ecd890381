using System.Globalization;
using FinOpsAI.Core.Forecasting;

namespace FinOpsAI.Core.Series;

/// <summary>Forecasts of series in files.</summary>
public static class SeriesForecast
{
    private const string Columns = "step,p2_5,p10,p50,p90,p97_5,mean";

    /// <summary>Forecasts the one series of a file: one output row a step, 1 to the horizon.</summary>
    /// <param name="input">The file.</param>
    /// <param name="output">Receives <c>step,p2_5,p10,p50,p90,p97_5,mean</c>.</param>
    /// <param name="columns">Which columns hold the series.</param>
    /// <param name="horizon">Buckets ahead.</param>
    /// <param name="seasons">Seasons in buckets; null to derive them from the spacing of the rows.</param>
    /// <param name="calendar">Clock and holidays of the people behind the values.</param>
    /// <returns>The forecast; nothing but the header was written when it has a reason.</returns>
    /// <exception cref="FormatException">The file cannot be understood.</exception>
    public static ForecastResult Run(
        TextReader input, TextWriter output, SeriesColumns columns, int horizon, IReadOnlyList<int>? seasons, SeriesCalendar calendar)
    {
        var file = SeriesCsv.Read(input, columns);
        var bucket = Spacing.Infer(file.Rows, 200);
        var values = Spacing.Grid(file.Rows, bucket);
        var settings = calendar.Settings(file.Rows, bucket, values.Length, horizon, seasons);
        var result = CostForecaster.Forecast(values, settings);
        output.Write(Columns + "\n");
        for (var step = 0; step < result.Steps.Count; step++)
        {
            Write(output, step + 1, result.Steps[step]);
        }

        return result;
    }

    /// <summary>Forecasts a file with one series a line (<c>id,values...</c>, header line first): one output row a series and step.</summary>
    /// <returns>How many series were forecast, and the ids of those with too little history.</returns>
    /// <exception cref="FormatException">A line cannot be understood.</exception>
    public static (int Series, IReadOnlyList<string> Skipped) RunWide(
        TextReader input, TextWriter output, int horizon, IReadOnlyList<int> seasons, IProgress<double>? progress = null)
    {
        var lines = new List<string>();
        while (input.ReadLine() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                lines.Add(line);
            }
        }

        output.Write("id," + Columns + "\n");
        var skipped = new List<string>();
        for (var i = 1; i < lines.Count; i++)
        {
            var (id, values) = Wide(lines[i], i + 1);
            var result = CostForecaster.Forecast(values, new() { Horizon = horizon, Seasons = seasons });
            if (result.Reason is not null)
            {
                skipped.Add(id);
            }

            for (var step = 0; step < result.Steps.Count; step++)
            {
                output.Write(id.Contains(',', StringComparison.Ordinal) ? $"\"{id}\"," : $"{id},");
                Write(output, step + 1, result.Steps[step]);
            }

            progress?.Report((double)i / (lines.Count - 1));
        }

        return (Math.Max(lines.Count - 1, 0) - skipped.Count, skipped);
    }

    /// <summary>Splits a line of the wide form; empty fields inside are missing, those at the end are not there.</summary>
    internal static (string Id, double[] Values) Wide(string line, int number)
    {
        var separator = CsvLine.Separator(line);
        var fields = CsvLine.Split(line, separator);
        var end = fields.Count;
        while (end > 1 && string.IsNullOrWhiteSpace(fields[end - 1]))
        {
            end--;
        }

        var values = new double[end - 1];
        for (var i = 1; i < end; i++)
        {
            if (SeriesField.TryValue(fields[i], separator, out var value))
            {
                values[i - 1] = value;
            }
            else if (string.IsNullOrWhiteSpace(fields[i]) || fields[i].Trim() is "NaN" or "NA" or "null")
            {
                values[i - 1] = double.NaN;
            }
            else
            {
                throw new FormatException($"Line {number}, field {i + 1}: '{fields[i]}' is no number.");
            }
        }

        return (fields[0], values);
    }

    private static void Write(TextWriter output, int step, Quantiles q)
    {
        output.Write(step.ToString(CultureInfo.InvariantCulture));
        foreach (var value in (ReadOnlySpan<double>)[q.P025, q.P10, q.P50, q.P90, q.P975, q.Mean])
        {
            output.Write(',');
            output.Write(value.ToString("G10", CultureInfo.InvariantCulture));
        }

        output.Write('\n');
    }
}
