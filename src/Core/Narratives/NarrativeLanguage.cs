namespace FinOpsAI.Core.Narratives;

/// <summary>The languages in which the product speaks.</summary>
public enum NarrativeLanguage
{
    /// <summary>English (United States).</summary>
    English = 0,

    /// <summary>Korean.</summary>
    Korean = 1,
}
