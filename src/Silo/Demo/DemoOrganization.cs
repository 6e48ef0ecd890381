using System.Security.Cryptography;
using System.Text;
using FinOpsAI.Core.Domain;

namespace FinOpsAI.Silo.Demo;

/// <summary>What happens to a demo resource besides its daily life.</summary>
internal enum DemoPlot
{
    None,

    /// <summary>A runaway: eight days ago for five hours, and again since an hour ago.</summary>
    Runaway,

    /// <summary>A short burst twelve days ago.</summary>
    Spike,

    /// <summary>Three per cent more every day for the last twenty days.</summary>
    Leak,

    /// <summary>A smaller model for the last fifteen days.</summary>
    ModelSwitch,

    /// <summary>No data for the last ten hours.</summary>
    Silent,

    /// <summary>A model that no catalogue knows.</summary>
    Unpriced,

    /// <summary>An experiment that began yesterday and spends more than it was meant to.</summary>
    Experiment,

    /// <summary>An experiment of two days that ended a week ago: what the running one is compared with.</summary>
    Baseline,
}

/// <summary>What a demo resource's records say of whose they are. Only the first kind names a team; the others leave it to the rules.</summary>
internal enum DemoSender
{
    /// <summary>Team and project.</summary>
    Names,

    /// <summary>The id of an API key.</summary>
    Key,

    /// <summary>A tag with the path of the application.</summary>
    Path,

    /// <summary>The provider's workspace, and the product's feature.</summary>
    Workspace,

    /// <summary>A key and a namespace that nobody has claimed.</summary>
    Nobody,
}

/// <summary>One resource of the demo organization.</summary>
/// <param name="Team">Its team.</param>
/// <param name="Project">Its project.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">Its provider.</param>
/// <param name="Model">Its model; empty for GPU pools.</param>
/// <param name="RequestsPerHour">Mean at the height of a working day; GPUs for GPU pools.</param>
/// <param name="InputTokens">Mean uncached input tokens of a request.</param>
/// <param name="OutputTokens">Mean output tokens of a request.</param>
/// <param name="CacheShare">Share of the input read from the cache.</param>
/// <param name="IsAlwaysOn">Runs at night and at weekends too.</param>
/// <param name="Plot">What happens to it.</param>
internal sealed record DemoResource(
    string Team,
    string Project,
    string Name,
    string Provider,
    string Model,
    double RequestsPerHour,
    double InputTokens,
    double OutputTokens,
    double CacheShare,
    bool IsAlwaysOn,
    DemoPlot Plot)
{
    public bool IsGpu => Model.Length == 0;

    /// <summary>What its records say of whose they are.</summary>
    public DemoSender Sender { get; init; }

    /// <summary>The id under which its provider knows its key.</summary>
    public string KeyId => DemoOrganization.KeyOf(Name);
}

/// <summary>The demo organization: four teams, twelve projects, sixty resources, and two keys that nobody has claimed.</summary>
internal static class DemoOrganization
{
    /// <summary>A training run that is planned for the day after tomorrow: the forecast shows it, and its spend will be no alarm.</summary>
    public static PlannedEvent PlannedRun(DateTimeOffset now)
    {
        var start = Granularity.Day.Floor(now).AddDays(2);
        return new(
            "demo-planned-run", ScopePath.ForProject("platform", "training"), "Fine-tuning run", start, start.AddDays(2), 1_800, "two more nodes, two days", now);
    }

    public const string Name = "Nuri Labs";

    /// <summary>Price of a GPU hour in USD, as a rental invoice would state it.</summary>
    public const decimal GpuHourPrice = 2.79m;

    public static IReadOnlyList<DemoResource> Resources { get; } =
    [
        .. Project("search", "ranking", "openai", "gpt-5.4-mini", 5_200, 1_900, 120, 0.35),
        .. Project("search", "query-understanding", "google", "gemini-3.5-flash", 6_400, 700, 90, 0.2),
        .. Project("search", "semantic-index", "openai", "text-embedding-3-large", 3_100, 2_600, 0, 0, leak: true),
        .. Project("assistant", "support-chat", "anthropic", "claude-sonnet-5", 640, 3_900, 520, 0.55, sender: DemoSender.Workspace),
        .. Project("assistant", "agent-runtime", "anthropic", "claude-opus-5", 330, 9_500, 1_400, 0.6, runaway: true),
        .. Project("assistant", "voice", "openai", "gpt-5.4", 420, 1_500, 330, 0.1, unpriced: true, sender: DemoSender.Key),
        .. Project("vision", "product-tagging", "google", "gemini-3.5-flash-lite", 3_800, 1_300, 140, 0, sender: DemoSender.Path),
        .. Project("vision", "ocr", "openai", "gpt-5.4", 900, 1_700, 420, 0.05, modelSwitch: true),
        .. Project("vision", "image-studio", "openai", "gpt-5.4", 260, 2_400, 610, 0.1, spike: true),
        .. Gpu("platform", "training"),
        .. Project("platform", "evaluation", "openai", "gpt-5.5", 310, 2_900, 380, 0.25, silent: true),
        .. Project("platform", "gateway", "anthropic", "claude-haiku-4-5", 1_900, 1_100, 240, 0.3),

        // Known by its namespace alone: the name holds a team's, so a rule suggests itself.
        Unclaimed("assistant-sandbox", "anthropic", "claude-sonnet-5", 46, 3_100, 480),

        // Nothing says whose it is: somebody has to ask.
        Unclaimed("jupyter", "openai", "gpt-5.4-mini", 130, 1_700, 260),
    ];

    /// <summary>The provider whose bill is read: what its records cost is an estimate until the bill says otherwise.</summary>
    public const string BilledProvider = "google";

    /// <summary>The workspace of the project that is known by it.</summary>
    public const string Workspace = "wrkspc_nuri_support";

    /// <summary>The id under which a provider knows a key: the same in every demo.</summary>
    public static string KeyOf(string resource) =>
        "key_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(resource)).AsSpan(0, 4));

    /// <summary>Monthly budgets by scope key, USD.</summary>
    public static IReadOnlyList<(string Scope, decimal Amount)> Budgets { get; } =
    [
        ("org", 54_000m),
        ("team:search", 11_000m),
        ("team:assistant", 17_000m),
        ("team:vision", 9_000m),
        ("team:platform", 20_000m),
        ("project:assistant/agent-runtime", 9_000m),
    ];

    /// <summary>The model that the switched resource used before.</summary>
    public static string ModelBeforeSwitch => "gpt-5.4";

    /// <summary>The model that the switched resource uses now.</summary>
    public static string ModelAfterSwitch => "gpt-5.4-mini";

    private static IEnumerable<DemoResource> Project(
        string team,
        string project,
        string provider,
        string model,
        double requests,
        double input,
        double output,
        double cache,
        bool runaway = false,
        bool spike = false,
        bool leak = false,
        bool modelSwitch = false,
        bool silent = false,
        bool unpriced = false,
        DemoSender sender = DemoSender.Names)
    {
        DemoResource Of(string name, double share, bool always, DemoPlot plot, string? otherModel = null) =>
            new(team, project, $"{project}-{name}", provider, otherModel ?? model, requests * share, input, output, cache, always, plot)
            {
                Sender = sender,
            };

        yield return Of("prod-key", 1.0, true, runaway ? DemoPlot.Runaway : modelSwitch ? DemoPlot.ModelSwitch : DemoPlot.None);
        yield return Of("batch-key", 0.45, true, leak ? DemoPlot.Leak : spike ? DemoPlot.Spike : DemoPlot.None);
        yield return Of("staging-key", 0.12, false, DemoPlot.None);
        yield return Of("ci-key", 0.07, true, silent ? DemoPlot.Silent : DemoPlot.None);
        yield return Of("notebook", 0.04, false, unpriced ? DemoPlot.Unpriced : DemoPlot.None, unpriced ? "nuri-speech-0.3" : null);
    }

    private static DemoResource Unclaimed(string space, string provider, string model, double requests, double input, double output) =>
        new(string.Empty, string.Empty, space, provider, model, requests, input, output, 0.1, true, DemoPlot.None) { Sender = DemoSender.Nobody };

    private static IEnumerable<DemoResource> Gpu(string team, string project)
    {
        DemoResource Of(string name, double gpus, bool always, DemoPlot plot = DemoPlot.None) =>
            new(team, project, name, "gpu-cloud", string.Empty, gpus, 0, 0, 0, always, plot);

        yield return Of("h100-pool-a", 3, true);
        yield return Of("h100-pool-b", 2, true, DemoPlot.Experiment);
        yield return Of("a100-finetune", 1.5, true, DemoPlot.Baseline);
        yield return Of("l40s-serving", 2, true);
        yield return Of("a10-notebooks", 0.8, false);
    }
}
