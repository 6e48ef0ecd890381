using System.Globalization;
using FinOpsAI.Core.Sources;
using FinOpsAI.Ingest.Usage;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>Answers as Anthropic's organisation API does: buckets of the width asked for, so many a page, limits enforced.</summary>
internal sealed class AnthropicKit : IAsyncDisposable
{
    public const string Key = "sk-ant-admin01-demo-0123456789";

    private readonly Dictionary<(string Path, DateTimeOffset Start), string> _rows = [];

    private AnthropicKit(ProviderServer server) => Server = server;

    public ProviderServer Server { get; }

    public SourceKit Sources { get; } = new();

    /// <summary>Buckets a page, whatever limit is asked for above it.</summary>
    public int PageSize { get; set; } = 1_000;

    public static async Task<AnthropicKit> StartAsync()
    {
        var kit = new AnthropicKit(await ProviderServer.StartAsync());
        foreach (var path in new[] { "usage_report/messages", "cost_report" })
        {
            kit.Server.On($"/v1/organizations/{path}", request => kit.Answer(path, request));
        }

        return kit;
    }

    /// <summary>Sets the rows of a bucket, as JSON objects with commas in between.</summary>
    public AnthropicKit Bucket(string path, DateTimeOffset start, string rows)
    {
        _rows[(path, start)] = rows;
        return this;
    }

    public DataSource Source(string kind, params IEnumerable<(string Name, string Value)> settings) =>
        Sources.Source(kind, [("admin_key", Key), ("base_url", Server.Url), .. settings]);

    public async ValueTask DisposeAsync()
    {
        Sources.Dispose();
        await Server.DisposeAsync();
    }

    private ProviderAnswer Answer(string path, ProviderRequest request)
    {
        if (request.Headers["x-api-key"] != Key || request.Headers["anthropic-version"] != "2023-06-01")
        {
            return ProviderAnswer.Error(401, """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""");
        }

        var (width, most) = request.Query["bucket_width"] == "1h" ? (TimeSpan.FromHours(1), 168) : (TimeSpan.FromDays(1), 31);
        var limit = int.Parse(request.Query["limit"]!, CultureInfo.InvariantCulture);
        if (limit > most)
        {
            return ProviderAnswer.Error(400, """{"type":"error","error":{"type":"invalid_request_error","message":"limit"}}""");
        }

        var end = request.Query.ContainsKey("ending_at") ? Time(request.Query["ending_at"]!) : SourceKit.Now;
        var skip = int.Parse(request.Query["page"].ToString() is { Length: > 0 } page ? page : "0", CultureInfo.InvariantCulture);
        List<DateTimeOffset> buckets = [];
        for (var at = Time(request.Query["starting_at"]!); at < end; at += width)
        {
            buckets.Add(at);
        }

        var shown = buckets.Skip(skip).Take(Math.Min(limit, PageSize)).ToList();
        var next = skip + shown.Count;
        var data = shown.Select(at =>
            $$"""{"starting_at":"{{at:yyyy-MM-ddTHH:mm:ssZ}}","ending_at":"{{at + width:yyyy-MM-ddTHH:mm:ssZ}}","results":[{{_rows.GetValueOrDefault((path, at), "")}}]}""");
        return ProviderAnswer.Json(
            $$"""{"data":[{{string.Join(',', data)}}],"has_more":{{(next < buckets.Count ? "true" : "false")}},"next_page":{{(next < buckets.Count ? $"\"{next}\"" : "null")}} }""");
    }

    private static DateTimeOffset Time(string text) => IsoTimestamp.TryParse(text, out var time) ? time : throw new FormatException(text);
}
