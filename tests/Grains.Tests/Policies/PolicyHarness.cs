using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Policies;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Grains.Policies;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Policies;

/// <summary>The policies' engine on a real SQLite file; a receiver that answers what the test wants; a desk that shows every notice to the policies.</summary>
internal sealed class PolicyHarness : IAsyncDisposable, INoticeSink, IActionSender
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly WorkSignal<PolicyRunner> _signal = new();

    public ManualTime Time { get; } = new(Noon);

    public IStore Store { get; private set; } = null!;

    public PolicyListener Listener { get; private set; } = null!;

    public PolicyRunner Runner { get; private set; } = null!;

    public PolicyAnswers Answers { get; private set; } = null!;

    /// <summary>What people were told, once a key.</summary>
    public List<Notice> Told { get; } = [];

    /// <summary>The decisions that were sent, each attempt.</summary>
    public List<PolicyDecision> Sent { get; } = [];

    /// <summary>What the receiver answers next; taken when nothing is queued.</summary>
    public Queue<ActionResult> Receiver { get; } = new();

    public static async Task<PolicyHarness> StartAsync()
    {
        var harness = new PolicyHarness();
        harness.Store = await SqliteStore.OpenAsync(harness._folder.File("policies.db"), new(), harness.Time);
        harness.Listener = new(harness.Store.Policies, harness.Store.Guidance, harness._signal, harness.Time);
        harness.Answers = new(harness.Store.Policies, harness._signal, harness.Time);
        harness.Runner = harness.NewRunner();
        return harness;
    }

    public PolicyRunner NewRunner() => new(
        Store.Policies, Store.Guidance, this, Store.Audit, this, _signal, Time, NullLogger<PolicyRunner>.Instance);

    public async Task<Policy> AddAsync(PolicyAutonomy autonomy, string id = "p", bool isDryRun = false, PolicyCondition? condition = null)
    {
        var policy = new Policy(id, $"Policy {id}", ScopePath.ForTeam("search"), condition ?? new(), autonomy, Noon.AddDays(-1))
        {
            IsDryRun = isDryRun,
            Approver = autonomy == PolicyAutonomy.Ask ? "kim" : null,
            Action = autonomy == PolicyAutonomy.Notify ? null : new(PolicyActionKind.ThrottleKey) { Url = "https://gateway.example", Secret = "s" },
        };
        await Store.Policies.SaveAsync(policy, default);
        return policy;
    }

    public Notice Notice(string thread = "a", int word = 1, NoticeKind kind = NoticeKind.Incident) => new(
        $"incident/{thread}/{word}", $"incident/{thread}", kind, word == 1 ? NoticePhase.Opened : NoticePhase.Updated,
        ScopePath.ForResource("search", "chat", "prod-key"), Severity.High, Time.GetUtcNow(), new("USD") { Excess = 400 },
        new("A spike", [], [], []), new("급증", [], [], []));

    public async Task HearAsync(params IReadOnlyList<Notice> notices)
    {
        await Listener.HearAsync(notices, default);
        await Runner.RunOnceAsync(default);
    }

    public async Task<PolicyDecision> OnlyAsync() =>
        (await Store.Policies.ListDecisionsAsync(new(), default)).ShouldHaveSingleItem();

    public async Task<IEnumerable<string>> AuditAsync() =>
        (await Store.Audit.ListAsync(new(), default)).Reverse().Select(entry => $"{entry.Action} by {entry.Actor}");

    /// <summary>As the desk does: a key is told once, and policies hear everything.</summary>
    public async Task TellAsync(IReadOnlyList<Notice> notices, CancellationToken cancellationToken)
    {
        Told.AddRange(notices.Where(notice => Told.All(told => told.Key != notice.Key)));
        await Listener.HearAsync(notices, cancellationToken);
    }

    public Task<ActionResult> SendAsync(PolicyDecision decision, CancellationToken cancellationToken)
    {
        Sent.Add(decision);
        return Task.FromResult(Receiver.TryDequeue(out var answer) ? answer : new(true, false, "202"));
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _signal.Dispose();
        _folder.Dispose();
    }
}
