using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>Answers as Google does: gives tokens for statements signed with the account's key, and rows of a table by the time they were exported.</summary>
internal sealed class GoogleKit : IAsyncDisposable
{
    public const string Token = "ya29.demo-token-0123456789";
    private const string Jobs = "/bigquery/v2/projects/ml-billing/queries";
    private static readonly RSA Rsa = RSA.Create(2048);

    private readonly List<string> _rows = [];
    private readonly Dictionary<string, List<string>> _results = [];

    private GoogleKit(ProviderServer server) => Server = server;

    public ProviderServer Server { get; }

    public SourceKit Sources { get; } = new();

    /// <summary>Rows a page.</summary>
    public int PageSize { get; set; } = 1_000;

    /// <summary>How often a query says that it still runs.</summary>
    public int StillRunning { get; set; }

    /// <summary>The queries asked, without those that were not run.</summary>
    public List<JsonElement> Queries { get; } = [];

    public static async Task<GoogleKit> StartAsync()
    {
        var kit = new GoogleKit(await ProviderServer.StartAsync());
        kit.Server.On("/token", kit.GiveToken);
        kit.Server.On(Jobs, kit.Query);
        kit.Server.On($"{Jobs}/*", request => Authorized(request) ?? kit.Page(request.Path.Split('/')[^1], int.Parse(request.Query["pageToken"].ToString() is { Length: > 0 } p ? p : "0", CultureInfo.InvariantCulture)));
        return kit;
    }

    /// <summary>Adds rows to the table.</summary>
    public GoogleKit Append(params IEnumerable<string> rows)
    {
        _rows.AddRange(rows);
        return this;
    }

    public string KeyFile(string? privateKey = null) => JsonSerializer.Serialize(new
    {
        type = "service_account",
        project_id = "ml-billing",
        private_key_id = "kid-1",
        private_key = privateKey ?? Rsa.ExportPkcs8PrivateKeyPem(),
        client_email = "finops@ml-billing.iam.gserviceaccount.com",
        token_uri = $"{Server.Url}/token",
    });

    /// <summary>A source; settings given replace the usual ones.</summary>
    public DataSource Source(params IReadOnlyList<(string Name, string Value)> settings)
    {
        (string Name, string Value)[] usual =
        [
            ("key", KeyFile()), ("table", "ml-billing.billing.gcp_billing_export_resource_v1_0X0X0X"), ("base_url", $"{Server.Url}/bigquery/v2"),
        ];
        return Sources.Source("gcp.bigquery", settings.Concat(usual).DistinctBy(setting => setting.Name));
    }

    public async ValueTask DisposeAsync()
    {
        Sources.Dispose();
        await Server.DisposeAsync();
    }

    private ProviderAnswer GiveToken(ProviderRequest request)
    {
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(request.Text);
        var parts = form["assertion"].ToString().Split('.');
        var signed = Rsa.VerifyData(
            Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var header = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[0])).RootElement;
        var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(parts[1])).RootElement;
        var fits = signed && form["grant_type"] == "urn:ietf:params:oauth:grant-type:jwt-bearer"
            && header.GetProperty("alg").GetString() == "RS256" && header.GetProperty("kid").GetString() == "kid-1"
            && claims.GetProperty("iss").GetString() == "finops@ml-billing.iam.gserviceaccount.com"
            && claims.GetProperty("scope").GetString() == "https://www.googleapis.com/auth/bigquery"
            && claims.GetProperty("aud").GetString() == $"{Server.Url}/token"
            && claims.GetProperty("iat").GetInt64() == SourceKit.Now.ToUnixTimeSeconds()
            && claims.GetProperty("exp").GetInt64() == SourceKit.Now.AddHours(1).ToUnixTimeSeconds();
        return fits
            ? ProviderAnswer.Json($$"""{"access_token":"{{Token}}","expires_in":3599,"token_type":"Bearer"}""")
            : ProviderAnswer.Error(400, """{"error":"invalid_grant","error_description":"Invalid JWT Signature."}""");
    }

    private static ProviderAnswer? Authorized(ProviderRequest request) =>
        request.Headers.Authorization == $"Bearer {Token}" ? null : ProviderAnswer.Error(401);

    private ProviderAnswer Query(ProviderRequest request)
    {
        if (Authorized(request) is { } refused)
        {
            return refused;
        }

        var body = JsonDocument.Parse(request.Body).RootElement;
        if (body.TryGetProperty("dryRun", out var dry) && dry.GetBoolean())
        {
            return ProviderAnswer.Json("""{"jobComplete":true,"totalBytesProcessed":"3145728"}""");
        }

        Queries.Add(body);
        var from = Parameter(body, 0);
        var to = Parameter(body, 1);
        var job = $"job{Queries.Count}";
        _results[job] =
        [
            .. _rows.Where(row => JsonDocument.Parse(row).RootElement is var element
                && IsoTimestamp.TryParse(element.GetProperty("export_time").GetString(), out var at) && at >= from && at < to),
        ];
        return Page(job, 0);
    }

    private ProviderAnswer Page(string job, int skip)
    {
        var reference = $$"""{"projectId":"ml-billing","jobId":"{{job}}","location":"EU"}""";
        if (StillRunning-- > 0)
        {
            return ProviderAnswer.Json($$"""{"jobComplete":false,"jobReference":{{reference}}}""");
        }

        var all = _results[job];
        var rows = all.Skip(skip).Take(PageSize).Select(row => $$"""{"f":[{"v":{{JsonSerializer.Serialize(row)}}}]}""");
        var next = skip + PageSize < all.Count ? $",\"pageToken\":\"{skip + PageSize}\"" : "";
        return ProviderAnswer.Json(
            $$"""{"kind":"bigquery#queryResponse","jobComplete":true,"jobReference":{{reference}},"totalRows":"{{all.Count}}","rows":[{{string.Join(',', rows)}}]{{next}} }""");
    }

    private static DateTimeOffset Parameter(JsonElement body, int index) =>
        IsoTimestamp.TryParse(body.GetProperty("queryParameters")[index].GetProperty("parameterValue").GetProperty("value").GetString(), out var time)
            ? time
            : throw new FormatException(body.GetRawText());
}
