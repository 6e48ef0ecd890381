using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>A month of FOCUS rows in a folder, backfilled by the running product: how fast, and whether memory stays flat.</summary>
internal static class BackfillBenchmark
{
    private const int Days = 30;
    private const int Resources = 1_000;
    private static readonly DateTimeOffset Month = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<int> RunAsync(string[] args)
    {
        var store = args.Length > 0 ? args[0] : "sqlite";
        var rows = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 10_000_000;
        using var folder = new TemporaryFolder();
        var files = folder.File("focus");
        Directory.CreateDirectory(files);
        var total = Write(files, rows);
        string[] options = store == "sqlite"
            ? ["--data", folder.File("product")]
            : ["--postgres", await (await PostgresServer.GetOrStartAsync()).CreateDatabaseAsync("backfill")];

        var (code, _, error) = await SiloProcess.RunAsync(
            ["sources", "add", "focus.files", "month", "--since", "2026-09-01", "--set", $"folder={files}", .. options]);
        if (code != 0)
        {
            throw new InvalidOperationException(error);
        }

        Console.WriteLine("| records | since the start | memory now |\n|---|---|---|");
        var start = Measure.Clock.GetTimestamp();
        await using var silo = await SiloProcess.StartAsync(["serve", .. options]);
        using var process = Process.GetProcessById(silo.Id);
        var next = rows / 10;
        for (var done = 0L; done < rows;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), Measure.Clock);
            done = (await silo.GetAsync("/api/v1/sources/month", CancellationToken.None)).GetProperty("state").GetProperty("records").GetInt64();
            if (done >= next)
            {
                process.Refresh();
                Measure.Row(
                    done.ToString("#,0", CultureInfo.InvariantCulture),
                    $"{Measure.Number(Measure.Clock.GetElapsedTime(start).TotalSeconds, "s", "#,0")} | {process.WorkingSet64 / 1_048_576} MiB");
                next += rows / 10;
            }
        }

        await SiloProcess.Until(
            async () => (await silo.GetAsync("/api/v1/summary?scope=org", CancellationToken.None))
                .GetProperty("total").GetProperty("records").GetInt64() == rows,
            CancellationToken.None);
        var time = Measure.Clock.GetElapsedTime(start);
        var spend = (await silo.GetAsync("/api/v1/summary?scope=org", CancellationToken.None))
            .GetProperty("total").GetProperty("spend").GetProperty("total").GetDecimal();
        Console.WriteLine();
        Measure.Row("in the grains of all scopes", Measure.Rate(rows, time));
        Measure.Row("peak memory", $"{silo.PeakResidentBytes / 1_048_576} MiB");
        Measure.Row("sum, file and product", string.Create(CultureInfo.InvariantCulture, $"{total} and {spend}: {(total == spend ? "equal" : "DIFFERENT")}"));
        return total == spend ? 0 : 1;
    }

    /// <summary>One file a day, hour by hour; each row another resource, model and meter.</summary>
    /// <returns>The sum of all effective costs.</returns>
    private static decimal Write(string folder, int rows)
    {
        decimal total = 0;
        var number = 0;
        for (var day = 0; day < Days; day++)
        {
            using var file = File.Create(Path.Combine(folder, $"2026-10-{day + 1:00}.csv.gz"));
            using var gzip = new GZipStream(file, CompressionLevel.Fastest);
            using var text = new StreamWriter(gzip, new UTF8Encoding(false), 1 << 16);
            text.Write(
                "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,ChargePeriodEnd,"
                + "ConsumedQuantity,ConsumedUnit,EffectiveCost,ListCost,ProviderName,ResourceId,ServiceName,SkuMeter,SkuId,SubAccountId,Tags\n");
            for (var last = (int)((long)rows * (day + 1) / Days); number < last; number++)
            {
                var hour = Month.AddDays(day).AddHours(number % 24);
                var resource = number / 24 % Resources;
                var cost = ((number * 7919L % 99_991) + 1) / 1_000_000m;
                total += cost;
                text.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{cost},acct-1,USD,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,Usage,{hour:yyyy-MM-ddTHH:mm:ssZ},{hour.AddHours(1):yyyy-MM-ddTHH:mm:ssZ},"
                    + $"{number % 90_000},Tokens,{cost},{cost},Demo AI,key-{resource},Demo Inference,Output Tokens,sku-{number / (24 * Resources)},"
                    + $"project-{resource % 50},\"{{\"\"team\"\":\"\"team-{resource % 10}\"\"}}\"\n"));
            }
        }

        return total;
    }
}
