using System.Text.Json;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Ingest.Sources.OpenAi;

/// <summary>One kind of usage report.</summary>
/// <param name="Name">Its segment of the address.</param>
/// <param name="Groups">What it can be grouped by, as far as it is of use here.</param>
/// <param name="Model">What stands for the model where the report names none: prices are kept by model.</param>
/// <param name="Measures">Puts the row's measures into units.</param>
internal sealed record OpenAiUsageKind(
    string Name, IReadOnlyList<string> Groups, string? Model, Func<JsonElement, IEnumerable<(string Unit, decimal Quantity)>> Measures)
{
    private static readonly string[] ByModel = ["project_id", "api_key_id", "model"];

    /// <summary>All kinds. The first is the one that every organisation may read.</summary>
    public static IReadOnlyList<OpenAiUsageKind> All { get; } =
    [
        new("completions", [.. ByModel, "batch", "service_tier"], null, OpenAiTokens.Of),
        new("embeddings", ByModel, null, row => [(UsageUnits.Embedding, Count(row, "input_tokens")), Requests(row)]),
        new("moderations", ByModel, null, row => [(UsageUnits.Input, Count(row, "input_tokens")), Requests(row)]),
        new("images", [.. ByModel, "size", "source"], null, row => [("image", Count(row, "images")), Requests(row)]),
        new("audio_speeches", ByModel, null, row => [("character", Count(row, "characters")), Requests(row)]),
        new("audio_transcriptions", ByModel, null, row => [("second.audio", Count(row, "seconds")), Requests(row)]),
        new("vector_stores", ["project_id"], "vector_store", row => [("byte", Count(row, "usage_bytes"))]),
        new("code_interpreter_sessions", ["project_id"], "code_interpreter", row => [("session", Count(row, "num_sessions"))]),
        new(
            "file_search_calls", ["project_id", "api_key_id", "vector_store_id"], "file_search",
            row => [("file_search", Count(row, "num_requests"))]),

        // The model's own requests are counted with the completions.
        new("web_search_calls", [.. ByModel, "context_level"], "web_search", row => [("web_search", Count(row, "num_requests"))]),
    ];

    private static decimal Count(JsonElement row, string name) => JsonFields.Number(row, name) ?? 0;

    private static (string, decimal) Requests(JsonElement row) => (UsageUnits.Request, Count(row, "num_model_requests"));
}
