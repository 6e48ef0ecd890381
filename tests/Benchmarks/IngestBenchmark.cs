using System.Globalization;
using System.Net.Http.Headers;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Benchmarks;

/// <summary>Sustained throughput from HTTP to ledger to the grains of all four scopes, beside the raw insert of the same rows.</summary>
internal static class IngestBenchmark
{
    private const int RecordsPerRequest = 2_000;
    private const int RequestsUnderWay = 4;
    private const int Resources = 1_000;
    private const int WarmRecords = 150_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var stores = args.Length > 0 ? [args[0]] : new[] { "sqlite", "postgres" };
        var records = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300_000;
        Console.WriteLine("| store | raw insert | HTTP to ledger to grains | ratio | peak memory |\n|---|---|---|---|---|");
        foreach (var store in stores)
        {
            await RunAsync(store, records);
        }

        return 0;
    }

    private static async Task RunAsync(string store, int records)
    {
        var load = new UsageLoad(Measure.Clock.GetUtcNow().AddHours(-1), records, Resources);
        using var folder = new TemporaryFolder();
        string[] options;
        TimeSpan raw;
        if (store == "sqlite")
        {
            raw = await RawInsert.SqliteAsync(folder.File("raw.db"), load);
            options = ["--data", folder.File("product")];
        }
        else
        {
            var server = await PostgresServer.GetOrStartAsync();
            raw = await RawInsert.PostgresAsync(await server.CreateDatabaseAsync("raw"), load);
            options = ["--postgres", await server.CreateDatabaseAsync("product")];
        }

        await using var silo = await SiloProcess.StartAsync(["serve", .. options]);

        // What is measured is the sustained rate, not the first seconds of a new process, in which the compiler still works.
        var warm = new UsageLoad(Measure.Clock.GetUtcNow().AddHours(-2), WarmRecords, Resources);
        foreach (var body in warm.Bodies(RecordsPerRequest))
        {
            await PostAsync(silo, System.Text.Encoding.UTF8.GetBytes(
                System.Text.Encoding.UTF8.GetString(body).Replace("\"req-", "\"warm-", StringComparison.Ordinal)));
        }

        await WhenCountedAsync(silo, warm.Records);
        var bodies = load.Bodies(RecordsPerRequest);
        var product = await Measure.TimeAsync(async () =>
        {
            await Parallel.ForEachAsync(bodies, new ParallelOptions { MaxDegreeOfParallelism = RequestsUnderWay }, async (body, _) => await PostAsync(silo, body));
            await WhenCountedAsync(silo, records + warm.Records);
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {store} | {Measure.Rate(records, raw)} | {Measure.Rate(records, product)} | {raw / product:0.00} | {silo.PeakResidentBytes / 1048576.0:#,0} MiB |"));
        await silo.StopAsync();
    }

    private static Task WhenCountedAsync(SiloProcess silo, int records) => SiloProcess.Until(
        async () => (await silo.GetAsync("/api/v1/summary", default)).GetProperty("total").GetProperty("records").GetInt64() >= records,
        CancellationToken.None);

    private static async Task PostAsync(SiloProcess silo, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        var (status, answer) = await silo.PostUsageAsync(content, default);
        if (status != System.Net.HttpStatusCode.OK || answer.GetProperty("rejected").GetInt64() > 0)
        {
            throw new InvalidOperationException($"The server answered {(int)status}: {answer}");
        }
    }
}
