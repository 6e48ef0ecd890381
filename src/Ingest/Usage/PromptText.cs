using System.Collections.Frozen;

namespace FinOpsAI.Ingest.Usage;

/// <summary>
/// Tells keys that carry what people wrote to a model or what it answered. Such values are dropped on arrival: nothing downstream can
/// leak what was never kept. Keys about a prompt (<c>prompt_version</c>, <c>prompt_id</c>) are kept.
/// </summary>
internal static class PromptText
{
    private static readonly FrozenSet<string> Names = new[]
    {
        "prompt", "prompts", "system_prompt", "user_prompt", "completion", "completions", "message", "messages", "content", "contents",
        "instructions", "system_instructions", "input_text", "output_text", "prompt_text", "completion_text", "response_text",
        "request_body", "response_body", "input_messages", "output_messages", "transcript",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Lookup = Names.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>True for such a key; of a dotted key (<c>gen_ai.input.messages</c>) the last part decides, indexes aside.</summary>
    public static bool IsKey(ReadOnlySpan<char> key)
    {
        if (key.StartsWith("gen_ai.prompt", StringComparison.OrdinalIgnoreCase)
            || key.StartsWith("gen_ai.completion", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return Lookup.Contains(key[(key.LastIndexOf('.') + 1)..]);
    }
}
