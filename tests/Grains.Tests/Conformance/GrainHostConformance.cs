using FinOpsAI.Core.Contracts;

namespace FinOpsAI.Grains.Tests.Conformance;

/// <summary>What a test may ask of the host it examines.</summary>
/// <param name="MailboxCapacity">Messages that may wait for one grain.</param>
public sealed record HostSettings(int MailboxCapacity = 100);

/// <summary>A running host whose probes live in one <see cref="ProbeWorld"/>.</summary>
public interface IHostUnderTest : IAsyncDisposable
{
    IGrainResolver Grains { get; }

    /// <summary>Lets so much time pass that every unused grain has been dropped.</summary>
    Task PassIdleTimeAsync();
}

/// <summary>What every host must hold to, whatever it runs on. A host is examined by deriving from this class.</summary>
public abstract class GrainHostConformance
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    protected abstract Task<IHostUnderTest> StartAsync(ProbeWorld world, HostSettings settings);

    [Fact]
    public async Task A_key_takes_one_message_at_a_time()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("one");

        await Task.WhenAll(Enumerable.Range(0, 500).Select(_ => Task.Run(() => grain.AddAsync(1, Token), Token)));

        (await grain.SumAsync(Token)).ShouldBe(500);
        world.Overlaps.ShouldBe(0);
    }

    [Fact]
    public async Task Different_keys_run_side_by_side()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        var held = host.Grains.Get<IProbeGrain>("held").HoldAsync("gate", Token);
        await world.ArrivedAt("gate");

        (await host.Grains.Get<IProbeGrain>("free").AddAsync(7, Token)).ShouldBe(7);

        held.IsCompleted.ShouldBeFalse();
        world.Open("gate");
        await held;
    }

    [Fact]
    public async Task Messages_of_one_sender_keep_their_order()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new(MailboxCapacity: 8));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(sender => Task.Run(
            async () =>
            {
                var grain = host.Grains.Get<IProbeGrain>("order");
                for (var number = 0; number < 100; number++)
                {
                    await grain.NoteAsync(sender, number, Token);
                }
            },
            Token)));

        var notes = world.Notes["order"];
        notes.Count.ShouldBe(800);
        foreach (var sender in notes.GroupBy(note => note.Sender))
        {
            sender.Select(note => note.Number).ShouldBe(Enumerable.Range(0, 100));
        }
    }

    [Fact]
    public async Task A_race_for_a_key_activates_it_once()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        using var barrier = new Barrier(16);

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Factory.StartNew(
            () =>
            {
                barrier.SignalAndWait(Token);
                return host.Grains.Get<IProbeGrain>("raced").AddAsync(1, Token);
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        world.Activations["raced"].ShouldBe(1);
        (await host.Grains.Get<IProbeGrain>("raced").SumAsync(Token)).ShouldBe(16);
    }

    [Fact]
    public async Task An_idle_grain_is_saved_and_dropped_and_comes_back_as_it_was()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("idle");
        await grain.AddAsync(41, Token);

        await host.PassIdleTimeAsync();

        world.Deactivations["idle"].ShouldBe(1);
        world.Saved["idle"].Sum.ShouldBe(41);
        (await grain.AddAsync(1, Token)).ShouldBe(42);
        world.Activations["idle"].ShouldBe(2);
    }

    [Fact]
    public async Task A_failing_message_leaves_the_next_untouched()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("failing");
        await grain.AddAsync(5, Token);

        var fault = await Should.ThrowAsync<GrainFault>(() => grain.FailAsync(Token));

        fault.Code.ShouldBe(GrainFaultCode.Failed);
        fault.Retry.ShouldBeFalse();
        fault.Message.ShouldContain("Refused by the grain.");
        (await grain.AddAsync(1, Token)).ShouldBe(6);
        world.Activations["failing"].ShouldBe(1);
    }

    [Fact]
    public async Task A_failing_activation_is_a_retryable_fault_and_the_next_call_activates_anew()
    {
        var world = new ProbeWorld { FailingActivations = 1 };
        await using var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("unlucky");

        var fault = await Should.ThrowAsync<GrainFault>(() => grain.AddAsync(1, Token));

        fault.Code.ShouldBe(GrainFaultCode.ActivationFailed);
        fault.Retry.ShouldBeTrue();
        (await grain.AddAsync(1, Token)).ShouldBe(1);
    }

    [Fact]
    public async Task A_stale_activation_is_refused_dropped_and_reloads()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("twin");
        await grain.AddAsync(1, Token);
        await grain.SaveAsync(Token);

        // Another activation of the same key, elsewhere, has gone on and saved.
        world.Saved["twin"] = (99, 1_000);

        var fault = await Should.ThrowAsync<GrainFault>(() => grain.SaveAsync(Token));
        fault.Code.ShouldBe(GrainFaultCode.Stale);
        fault.Retry.ShouldBeTrue();
        world.Saved["twin"].ShouldBe((99, 1_000));
        (await grain.SumAsync(Token)).ShouldBe(1_000);
        world.Activations["twin"].ShouldBe(2);
        world.Deactivations.ContainsKey("twin").ShouldBeFalse();
    }

    [Fact]
    public async Task Cancellation_reaches_the_running_message_and_skips_the_waiting_one()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("cancelled");
        using var running = new CancellationTokenSource();
        using var waiting = new CancellationTokenSource();
        var held = grain.HoldAsync("never", running.Token);
        await world.ArrivedAt("never");
        var queued = grain.AddAsync(100, waiting.Token);

        await waiting.CancelAsync();
        await running.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => held);
        await Should.ThrowAsync<OperationCanceledException>(() => queued);
        (await grain.SumAsync(Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_full_mailbox_makes_its_senders_wait_and_loses_nothing()
    {
        const int Capacity = 4;
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new(Capacity));
        var grain = host.Grains.Get<IProbeGrain>("full");
        var held = grain.HoldAsync("gate", Token);
        await world.ArrivedAt("gate");

        var sent = Enumerable.Range(0, 50).Select(_ => grain.AddAsync(1, Token)).ToList();
        using var impatient = new CancellationTokenSource();
        var late = grain.AddAsync(1_000, impatient.Token);
        await impatient.CancelAsync();

        // Who gives up while waiting for a place has sent nothing.
        await Should.ThrowAsync<OperationCanceledException>(() => late);
        sent.ShouldAllBe(call => !call.IsCompleted);
        world.Open("gate");
        await held;
        await Task.WhenAll(sent);
        (await grain.SumAsync(Token)).ShouldBe(50);
    }

    [Fact]
    public async Task A_call_back_to_a_waiting_grain_is_refused()
    {
        var world = new ProbeWorld();
        await using var host = await StartAsync(world, new());

        await host.Grains.Get<IProbeGrain>("a").CallAsync(["b", "c"], Token);
        var fault = await Should.ThrowAsync<GrainFault>(() => host.Grains.Get<IProbeGrain>("a").CallAsync(["b", "a"], Token));

        fault.Code.ShouldBe(GrainFaultCode.Cycle);
    }

    [Fact]
    public async Task An_orderly_stop_runs_what_waits_and_saves_every_grain()
    {
        var world = new ProbeWorld();
        var host = await StartAsync(world, new());
        var grain = host.Grains.Get<IProbeGrain>("stopping");
        var held = grain.HoldAsync("gate", Token);
        await world.ArrivedAt("gate");
        var waiting = Enumerable.Range(0, 20).Select(_ => grain.AddAsync(1, Token)).ToList();
        var other = await host.Grains.Get<IProbeGrain>("quiet").AddAsync(3, Token);

        var stopping = host.DisposeAsync().AsTask();
        world.Open("gate");
        await stopping;

        await held;
        await Task.WhenAll(waiting);
        world.Saved["stopping"].Sum.ShouldBe(20);
        world.Saved["quiet"].Sum.ShouldBe(other);
        var fault = await Should.ThrowAsync<GrainFault>(() => grain.SumAsync(Token));
        fault.Code.ShouldBe(GrainFaultCode.Unavailable);
        fault.Retry.ShouldBeTrue();
    }
}
