using FinOpsAI.Ingest.Usage;

namespace FinOpsAI.Ingest.Push;

/// <summary>Tags of what is pushed: one that cannot be kept must not cost a record its place among the costs.</summary>
internal static class PushTags
{
    private const int LongestName = 256;
    private const int LongestText = 1_024;

    /// <summary>Sets a tag if there is one to set that can be kept.</summary>
    public static void Set(UsageDraft draft, string name, string? text)
    {
        if (text is { Length: <= LongestText } && !string.IsNullOrWhiteSpace(name) && name.Length <= LongestName && !DraftChecks.HasControl(name))
        {
            draft.SetTag(name, text);
        }
    }
}
