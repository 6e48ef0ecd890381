using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;
using static FinOpsAI.Ingest.Tests.Sources.Files.FocusText;
using static FinOpsAI.Ingest.Tests.Sources.Files.StoredFiles;

namespace FinOpsAI.Ingest.Tests.Sources.Files;

/// <summary>Stores over HTTP, read through the FOCUS connector.</summary>
public sealed class ObjectStoreTests : IDisposable
{
    private const string AccountKey = "a2V5LW9mLXRoZS1hY2NvdW50";
    private static readonly DateTimeOffset From = new(2026, 10, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly SourceKit _kit = new();
    private readonly StoredFiles _files = new StoredFiles()
        .Put("x/2026-10/part 1+a.csv", File(Row("2026-10", "r1", 1m)))
        .Put("x/2026-10/part=2.csv.gz", Gzip(File(Row("2026-10", "r2", 2m))))
        .Put("x/2026-11/부분.csv", File(Row("2026-11", "r3", 4m)))
        .Put("y/other.csv", "no,focus\n");

    public void Dispose() => _kit.Dispose();

    private DataSource S3(ProviderServer server) => _kit.Source(
        "focus.files", ("store", "s3"), ("endpoint", server.Url), ("bucket", "cost.bucket"), ("prefix", "x/"), ("access_key_id", "AKIDEXAMPLE"),
        ("secret_access_key", "secret-of-s3"), ("session_token", "token-of-session"));

    private DataSource Blob(ProviderServer server, params IEnumerable<(string, string)> settings) => _kit.Source(
        "focus.files", [("store", "azure"), ("account_url", $"{server.Url}/acct"), ("container", "exports"), ("prefix", "x/"), .. settings]);

    [Fact]
    public async Task Bucket_is_listed_page_by_page_and_every_request_is_signed()
    {
        await using var server = await _files.ServeS3Async("cost.bucket");

        var records = await _kit.RecordsAsync(S3(server), From, SourceKit.Now);

        records.Sum(record => record.Cost.Effective).ShouldBe(7m);
        server.Requests.Count(request => request.Query.ContainsKey("list-type")).ShouldBe(2);
        server.Requests.ShouldAllBe(request =>
            request.Headers.Authorization.ToString().StartsWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261120/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date;x-amz-security-token, Signature=", StringComparison.Ordinal)
            && request.Headers["x-amz-security-token"] == "token-of-session");
        server.Requests.ShouldContain(request => request.RawTarget == "/cost.bucket/x/2026-10/part%201%2Ba.csv");
        server.Requests.ShouldContain(request => request.RawTarget == "/cost.bucket/x/2026-10/part%3D2.csv.gz");
    }

    [Fact]
    public async Task Bucket_may_stand_before_the_host()
    {
        await using var server = await _files.ServeS3Async("x");
        var source = S3(server);
        source = source with
        {
            Settings = new Dictionary<string, string>(source.Settings)
            {
                 ["addressing"] = "virtual", ["endpoint"] = server.Url.Replace("127.0.0.1", "localhost"), ["bucket"] = "b",
            },
        };

        // Whether or not the name is resolved to this machine, nothing answers there, and the fault names what was asked.
        (await _kit.FaultAsync(source, From, SourceKit.Now)).Message.ShouldContain("GET http://b.localhost:");
    }

    [Fact]
    public async Task Container_is_read_with_a_shared_access_signature()
    {
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        var records = await _kit.RecordsAsync(Blob(server, ("sas_token", "?sv=2021&sig=a%2Fb")), From, SourceKit.Now);

        records.Sum(record => record.Cost.Effective).ShouldBe(7m);
        server.Requests.Count(request => request.Query.ContainsKey("comp")).ShouldBe(2);
        server.Requests.ShouldAllBe(request => request.Query["sig"] == "a/b" && request.Headers["x-ms-version"] == "2021-12-02" && request.Headers.Authorization.Count == 0);
    }

    [Fact]
    public async Task Container_is_read_with_the_accounts_key()
    {
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        await _kit.ReadAsync(Blob(server, ("account_key", AccountKey)), From, SourceKit.Now);

        var list = server.Requests.First(request => request.Query.ContainsKey("marker"));
        var text = "GET\n\n\n\n\n\n\n\n\n\n\n\nx-ms-date:Fri, 20 Nov 2026 12:00:00 GMT\nx-ms-version:2021-12-02\n"
            + "/acct/acct/exports\ncomp:list\nmarker:a/b+2=\nprefix:x/\nrestype:container";
        list.Headers.Authorization.ToString().ShouldBe(
            $"SharedKey acct:{Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(AccountKey), Encoding.UTF8.GetBytes(text)))}");
    }

    [Fact]
    public async Task Store_that_fails_is_waited_for_or_told_in_words()
    {
        await using var server = await _files.ServeS3Async("cost.bucket");

        await ConnectorFaults.HoldAsync(_kit, server, S3(server), From, SourceKit.Now);
    }

    [Fact]
    public async Task Container_that_fails_is_waited_for_or_told_in_words()
    {
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        await ConnectorFaults.HoldAsync(_kit, server, Blob(server, ("account_key", AccountKey)), From, SourceKit.Now);
    }

    [Fact]
    public async Task Download_that_breaks_off_goes_on_where_it_stopped()
    {
        var big = File(Enumerable.Range(0, 3_000).Select(i => Row("2026-10", $"r{i}", 1m)));
        var files = new StoredFiles().Put("x/big.csv", big);
        await using var server = await files.ServeS3Async("cost.bucket");
        server.On("/cost.bucket/x/big.csv", request => (request.Headers.Range.Count > 0
            ? ProviderAnswer.Bytes(Encoding.UTF8.GetBytes(big)[Start(request)..]) with { Status = 206 }
            : ProviderAnswer.Bytes(Encoding.UTF8.GetBytes(big)).Broken()).With("ETag", "\"v1\""));

        var records = await _kit.RecordsAsync(S3(server), From, SourceKit.Now);

        records.Count.ShouldBe(3_000);
        server.Requests.Where(request => request.Headers.Range.Count > 0).ShouldNotBeEmpty();
        server.Requests.Where(request => request.Headers.Range.Count > 0).ShouldAllBe(request => request.Headers.IfMatch == "\"v1\"");
    }

    [Fact]
    public async Task Download_of_an_object_replaced_meanwhile_begins_anew_another_time()
    {
        await using var server = await _files.ServeS3Async("cost.bucket");
        server.On("/cost.bucket/x/2026-10/part 1+a.csv", request => request.Headers.Range.Count > 0
            ? ProviderAnswer.Error(412)
            : ProviderAnswer.Bytes(Encoding.UTF8.GetBytes(File(Enumerable.Range(0, 3_000).Select(i => Row("2026-10", $"r{i}", 1m))))).With("ETag", "\"v1\"").Broken());

        var fault = await _kit.FaultAsync(S3(server), From, SourceKit.Now);

        fault.Code.ShouldBe(SourceFaultCode.BadAnswer);
        fault.Message.ShouldContain("replaced while it was read");
    }

    [Fact]
    public async Task Missing_keys_are_named()
    {
        await using var server = await _files.ServeBlobAsync("acct", "exports");

        (await _kit.FaultAsync(Blob(server), From, SourceKit.Now)).Message.ShouldContain("sas_token and account_key are both missing");
        (await _kit.FaultAsync(Blob(server, ("account_key", "no base64!")), From, SourceKit.Now)).Message.ShouldContain("Base64");
    }

    private static int Start(ProviderRequest request) => int.Parse(request.Headers.Range.ToString()["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
}
