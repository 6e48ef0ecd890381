using FinOpsAI.Core.Alerts;
using FinOpsAI.Core.Domain;
using FinOpsAI.Core.Ports;
using FinOpsAI.Grains.Alerts;
using FinOpsAI.Grains.Pipeline;
using FinOpsAI.Storage;
using FinOpsAI.Storage.Sqlite;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Alerts;

/// <summary>Desk, outbox and worker on a real SQLite file, with receivers that answer as the test says and a clock of its own.</summary>
internal sealed class OutboxKit : IAsyncDisposable, ISecretStore
{
    public static DateTimeOffset Noon { get; } = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder;

    private OutboxKit(IStore store, TemporaryFolder folder, ManualTime time)
    {
        _folder = folder;
        Store = store;
        Time = time;
        Chat = new("chat", canDigest: true);
        Hook = new("hook", canDigest: false);
        Desk = new(store.Outbox, store.Channels, () => Listeners, new WorkSignal<OutboxDispatcher>(), time);
        var alerts = new AlertOptions();
        var senders = new ChannelSenders([Chat, Hook, new Receiver(Channel.ConsoleId, true)], this, Options, time, NullLogger<ChannelSenders>.Instance);
        var health = new ChannelHealth(store.Channels, store.Outbox, store.Audit, Desk, alerts, Options, time, NullLogger<ChannelHealth>.Instance);
        Worker = new(store.Outbox, store.Channels, senders, health, Options, time);
    }

    public IStore Store { get; }

    public ManualTime Time { get; }

    public Receiver Chat { get; }

    public Receiver Hook { get; }

    public NoticeDesk Desk { get; }

    public ChannelWorker Worker { get; }

    public OutboxOptions Options { get; } = new();

    public List<INoticeListener> Listeners { get; } = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<OutboxKit> StartAsync()
    {
        var folder = new TemporaryFolder();
        var time = new ManualTime(Noon);
        return new(await SqliteStore.OpenAsync(folder.File("outbox.db"), new(), time), folder, time);
    }

    public Task AddAsync(string kind, Func<Route, Route>? route = null, string? id = null, Func<Channel, Channel>? channel = null) =>
        AddAsync(id ?? kind, kind, route ?? (r => r), channel ?? (c => c));

    public Task TellAsync(params IReadOnlyList<Notice> notices) => Desk.TellAsync(notices, Token);

    public static Notice Notice(
        string key, NoticePhase phase = NoticePhase.Opened, Severity severity = Severity.High, string? thread = null, ScopePath? scope = null)
    {
        var text = new NoticeText($"Title of {key}", [], [], []);
        return new(key, thread ?? key, NoticeKind.Incident, phase, scope ?? ScopePath.ForTeam("search"), severity, Noon, new("USD") { Excess = 10 }, text, text);
    }

    public Task<IReadOnlyList<Delivery>> DeliveriesAsync(string? channel = null) => Store.Outbox.ListAsync(new(channel), Token);

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        _folder.Dispose();
    }

    string ISecretStore.Protect(string entered) => entered;

    string ISecretStore.Reveal(string kept) => kept;

    private async Task AddAsync(string id, string kind, Func<Route, Route> route, Func<Channel, Channel> channel)
    {
        await Store.Channels.SaveChannelAsync(channel(new() { Id = id, Kind = kind, Name = id, CreatedAt = Noon }), Token);
        await Store.Channels.SaveRouteAsync(route(new() { Id = id, Name = id, Channels = [id], CreatedAt = Noon }), Token);
    }

    /// <summary>A receiver that keeps what it gets.</summary>
    internal sealed class Receiver(string kind, bool canDigest) : INoticeChannel
    {
        public ChannelKind Kind { get; } = new(kind, new(kind, kind), new("", ""), []) { CanDigest = canDigest, Concurrency = canDigest ? 1 : 4 };

        public List<ChannelMessage> Got { get; } = [];

        /// <summary>What it answers next; then it takes everything.</summary>
        public Queue<SendResult> Answers { get; } = new();

        public SendResult Otherwise { get; set; } = SendResult.Delivered;

        public IReadOnlyList<ChannelFault> Check(Channel channel) => [];

        public Task<SendResult> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
        {
            lock (Got)
            {
                Got.Add(message);
                return Task.FromResult(Answers.TryDequeue(out var answer) ? answer : Otherwise);
            }
        }
    }
}
