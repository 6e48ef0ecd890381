using FinOpsAI.Core.Contracts;
using FinOpsAI.Silo.Hosting;
using FinOpsAI.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace FinOpsAI.Grains.Tests.Conformance;

/// <summary>The embedded host, examined.</summary>
public sealed class EmbeddedHostConformance : GrainHostConformance
{
    protected override Task<IHostUnderTest> StartAsync(ProbeWorld world, HostSettings settings) =>
        Task.FromResult<IHostUnderTest>(new EmbeddedHost(world, settings));

    private sealed class EmbeddedHost : IHostUnderTest
    {
        private static readonly TimeSpan IdleTimeout = TimeSpan.FromMinutes(1);

        private readonly ManualTime _time = new(new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero));
        private readonly GrainHost _host;

        public EmbeddedHost(ProbeWorld world, HostSettings settings)
        {
            GrainHost? host = null;
            var registration = GrainRegistration.Of<IProbeGrain, ProbeGrain>(
                key => new(key, world, host!), address => new ProbeProxy(address));
            host = new(
                [registration],
                new() { MailboxCapacity = settings.MailboxCapacity, IdleTimeout = IdleTimeout },
                _time,
                NullLogger<GrainHost>.Instance);
            _host = host;
        }

        public IGrainResolver Grains => _host;

        public async Task PassIdleTimeAsync()
        {
            _time.Advance(IdleTimeout * 2);
            await _host.WhenEmptyAsync(TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync() => _host.DisposeAsync();
    }

    private sealed class ProbeProxy(GrainAddress grain) : IProbeGrain
    {
        public Task<long> AddAsync(int value, CancellationToken cancellationToken) =>
            grain.AskAsync<IProbeGrain, int, long>(value, static (g, v, ct) => g.AddAsync(v, ct), cancellationToken);

        public Task NoteAsync(int sender, int number, CancellationToken cancellationToken) =>
            grain.TellAsync<IProbeGrain, (int Sender, int Number)>(
                (sender, number), static (g, note, ct) => g.NoteAsync(note.Sender, note.Number, ct), cancellationToken);

        public Task<long> SumAsync(CancellationToken cancellationToken) =>
            grain.AskAsync<IProbeGrain, int, long>(0, static (g, _, ct) => g.SumAsync(ct), cancellationToken);

        public Task HoldAsync(string gate, CancellationToken cancellationToken) =>
            grain.TellAsync<IProbeGrain, string>(gate, static (g, at, ct) => g.HoldAsync(at, ct), cancellationToken);

        public Task FailAsync(CancellationToken cancellationToken) =>
            grain.TellAsync<IProbeGrain, int>(0, static (g, _, ct) => g.FailAsync(ct), cancellationToken);

        public Task SaveAsync(CancellationToken cancellationToken) =>
            grain.TellAsync<IProbeGrain, int>(0, static (g, _, ct) => g.SaveAsync(ct), cancellationToken);

        public Task CallAsync(IReadOnlyList<string> keys, CancellationToken cancellationToken) =>
            grain.TellAsync<IProbeGrain, IReadOnlyList<string>>(keys, static (g, k, ct) => g.CallAsync(k, ct), cancellationToken);
    }
}
