namespace FinOpsAI.Ingest.Tests.Push;

/// <summary>A span of a chat, as an instrumentation of today sends it, with its sender.</summary>
internal static class ChatSpan
{
    public static readonly ulong Start = (ulong)PushKit.Now.AddHours(-1).ToUnixTimeMilliseconds() * 1_000_000;

    public static readonly (string Key, object Value)[] Sender =
        [("service.name", "checkout-api"), ("team", "payments"), ("service.namespace", "shop"), ("deployment.environment.name", "prod")];

    private static readonly (string Key, object Value)[] Chat =
    [
        ("gen_ai.operation.name", "chat"), ("gen_ai.provider.name", "openai"), ("gen_ai.request.model", "gpt-4o"),
        ("gen_ai.response.model", "gpt-4o-mini-2024-07-18"), ("gen_ai.usage.input_tokens", 1200), ("gen_ai.usage.output_tokens", 300L),
    ];

    /// <summary>Span number <paramref name="id"/> with attributes replaced, added, or by null removed.</summary>
    public static TestSpan Span(byte id, params (string Key, object? Value)[] changes)
    {
        var attributes = Chat.Where(pair => changes.All(change => change.Key != pair.Key)).ToList();
        attributes.AddRange(changes.Where(change => change.Value is not null).Select(change => (change.Key, change.Value!)));
        return new([.. new byte[15], 7], [.. new byte[7], id], Start, [.. attributes]);
    }

    /// <summary>The id of its record.</summary>
    public static string Id(byte span) => $"{new string('0', 31)}7-{new string('0', 14)}{span:x2}";
}
