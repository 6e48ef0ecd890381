using FinOpsAI.Core.Narratives;

namespace FinOpsAI.Silo.Demo;

/// <summary>What the <c>demo</c> command settles; configuration section <c>FinOpsAI:Demo</c>.</summary>
/// <param name="Language">The language of the words that people in the demo wrote: names of rules, routes, policies.</param>
/// <param name="Bills">The folder in which the provider lays its bills.</param>
internal sealed record DemoSettings(NarrativeLanguage Language, string Bills)
{
    public const string LanguageKey = "FinOpsAI:Demo:Language";

    public const string BillsKey = "FinOpsAI:Demo:Bills";

    /// <summary>Where the demo lays its files unless it is told otherwise.</summary>
    public static string Folder => Path.Combine(Path.GetTempPath(), "finopsai-demo");

    /// <summary>The bills' place in the demo's folder.</summary>
    public static string BillsIn(string folder) => Path.Combine(folder, "demo-bills");

    public static DemoSettings Of(IConfiguration configuration) => new(
        configuration[LanguageKey] == "ko" ? NarrativeLanguage.Korean : NarrativeLanguage.English,
        Path.GetFullPath(configuration[BillsKey] ?? BillsIn(Folder)));
}

/// <summary>Words of the demo in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Ko">Korean.</param>
internal readonly record struct DemoText(string En, string Ko)
{
    public string In(NarrativeLanguage language) => language == NarrativeLanguage.Korean ? Ko : En;
}
