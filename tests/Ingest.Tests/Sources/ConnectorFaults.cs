using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>
/// What every connector that asks over HTTP must do when the provider does not answer well. A connector's tests call
/// <see cref="HoldAsync"/> with a server that answers well and the source that reads it.
/// </summary>
internal static class ConnectorFaults
{
    public static async Task HoldAsync(SourceKit kit, ProviderServer server, DataSource source, DateTimeOffset from, DateTimeOffset to)
    {
        var whole = await TotalsAsync(kit, source, from, to);
        whole.Count.ShouldBeGreaterThan(0, "the server must answer with some records");

        // A short outage, a cut-off answer and "too many" with and without a wait are waited out: nothing is missing.
        foreach (var trouble in new[]
        {
            ProviderAnswer.Error(429),
            ProviderAnswer.Error(429).With("Retry-After", "0"),
            ProviderAnswer.Error(500),
            ProviderAnswer.Error(503).With("Retry-After", "0"),
            ProviderAnswer.Json("""{"data":[{"cut":"off here, and the length said more"}]}""").Broken(),
        })
        {
            server.Once(trouble, trouble);
            (await TotalsAsync(kit, source, from, to)).ShouldBe(whole, $"after {trouble.Status}, broken {trouble.BreaksAfter is not null}");
        }

        server.Once(ProviderAnswer.Error(429).With("Retry-After", "3600"));
        var limited = await kit.FaultAsync(source, from, to);
        limited.Code.ShouldBe(SourceFaultCode.RateLimited);
        limited.RetryAfter.ShouldBe(TimeSpan.FromHours(1));

        server.Once(ProviderAnswer.Error(401));
        var refused = await kit.FaultAsync(source, from, to);
        refused.Code.ShouldBe(SourceFaultCode.Unauthorized);
        refused.Message.ShouldContain("the provider says no");

        server.Once(ProviderAnswer.Error(403));
        (await kit.FaultAsync(source, from, to)).Code.ShouldBe(SourceFaultCode.Forbidden);

        server.Once(Enumerable.Repeat(ProviderAnswer.Error(502), 8));
        (await kit.FaultAsync(source, from, to)).Code.ShouldBe(SourceFaultCode.Unavailable);
        await DrainAsync(kit, source, from, to);

        // The clock of this machine is wrong: the message says so.
        server.Once(ProviderAnswer.Error(403).With("Date", (SourceKit.Now + TimeSpan.FromMinutes(20)).ToString("R")));
        (await kit.FaultAsync(source, from, to)).Message.ShouldContain("20 minutes");

        foreach (var secret in source.Secrets.Values.Where(secret => secret.Length > 3))
        {
            server.Once(ProviderAnswer.Error(401, $$$"""{"error":{"message":"bad key {{{secret}}}"}}"""));
            (await kit.FaultAsync(source, from, to)).Message.ShouldNotContain(secret);
        }
    }

    /// <summary>Reads until the answers queued are used up.</summary>
    private static async Task DrainAsync(SourceKit kit, DataSource source, DateTimeOffset from, DateTimeOffset to)
    {
        for (var tries = 0; tries < 8; tries++)
        {
            try
            {
                await kit.ReadAsync(source, from, to);
                return;
            }
            catch (SourceException)
            {
                // One of the answers still queued.
            }
        }
    }

    private static async Task<Dictionary<string, (decimal Cost, decimal Units)>> TotalsAsync(
        SourceKit kit, DataSource source, DateTimeOffset from, DateTimeOffset to) =>
        (await kit.RecordsAsync(source, from, to)).ToDictionary(
            record => record.Id, record => (record.Cost.Effective, record.Usage.Values.Sum()));
}
