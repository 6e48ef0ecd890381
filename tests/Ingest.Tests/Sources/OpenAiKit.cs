using System.Globalization;
using FinOpsAI.Core.Sources;
using FinOpsAI.TestSupport;

namespace FinOpsAI.Ingest.Tests.Sources;

/// <summary>Answers as OpenAI's organisation API does: buckets of the width asked for, so many a page, limits enforced.</summary>
internal sealed class OpenAiKit : IAsyncDisposable
{
    public const string Key = "sk-admin-demo-0123456789";
    private static readonly string[] Kinds =
    [
        "completions", "embeddings", "moderations", "images", "audio_speeches", "audio_transcriptions", "vector_stores",
        "code_interpreter_sessions", "file_search_calls", "web_search_calls",
    ];

    private readonly Dictionary<(string Path, DateTimeOffset Start), string> _rows = [];

    private OpenAiKit(ProviderServer server) => Server = server;

    public ProviderServer Server { get; }

    public SourceKit Sources { get; } = new();

    /// <summary>Buckets a page, whatever limit is asked for above it.</summary>
    public int PageSize { get; set; } = 1_000;

    public static async Task<OpenAiKit> StartAsync()
    {
        var kit = new OpenAiKit(await ProviderServer.StartAsync());
        foreach (var path in Kinds.Select(kind => $"usage/{kind}").Append("costs"))
        {
            kit.Server.On($"/v1/organization/{path}", request => kit.Answer(path, request));
        }

        return kit;
    }

    /// <summary>Sets the rows of a bucket, as JSON objects with commas in between.</summary>
    public OpenAiKit Bucket(string path, DateTimeOffset start, string rows)
    {
        _rows[(path, start)] = rows;
        return this;
    }

    public DataSource Source(string kind, params IEnumerable<(string Name, string Value)> settings) =>
        Sources.Source(kind, [("admin_key", Key), ("base_url", $"{Server.Url}/v1"), .. settings]);

    public async ValueTask DisposeAsync()
    {
        Sources.Dispose();
        await Server.DisposeAsync();
    }

    private ProviderAnswer Answer(string path, ProviderRequest request)
    {
        if (request.Headers.Authorization != $"Bearer {Key}")
        {
            return ProviderAnswer.Error(401);
        }

        var (width, most) = request.Query["bucket_width"].ToString() switch
        {
            "1m" => (TimeSpan.FromMinutes(1), 1_440),
            "1h" => (TimeSpan.FromHours(1), 168),
            _ => (TimeSpan.FromDays(1), path == "costs" ? 180 : 31),
        };
        var limit = int.Parse(request.Query["limit"]!, CultureInfo.InvariantCulture);
        if (limit > most)
        {
            return ProviderAnswer.Error(400, $$$"""{"error":{"message":"limit: at most {{{most}}}","type":"invalid_request_error"}}""");
        }

        var start = Time(request.Query["start_time"]!);
        var end = request.Query.ContainsKey("end_time") ? Time(request.Query["end_time"]!) : SourceKit.Now;
        var skip = int.Parse(request.Query["page"].ToString() is { Length: > 0 } page ? page : "0", CultureInfo.InvariantCulture);
        List<DateTimeOffset> buckets = [];
        for (var at = start; at < end; at += width)
        {
            buckets.Add(at);
        }

        var shown = buckets.Skip(skip).Take(Math.Min(limit, PageSize)).ToList();
        var next = skip + shown.Count;
        var data = shown.Select(at =>
            $$"""{"object":"bucket","start_time":{{at.ToUnixTimeSeconds()}},"end_time":{{(at + width).ToUnixTimeSeconds()}},"results":[{{_rows.GetValueOrDefault((path, at), "")}}]}""");
        return ProviderAnswer.Json(
            $$"""{"object":"page","data":[{{string.Join(',', data)}}],"has_more":{{(next < buckets.Count ? "true" : "false")}},"next_page":{{(next < buckets.Count ? $"\"{next}\"" : "null")}},"later":[]}""");
    }

    private static DateTimeOffset Time(string unix) => DateTimeOffset.FromUnixTimeSeconds(long.Parse(unix, CultureInfo.InvariantCulture));
}
